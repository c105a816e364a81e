"""The form of a program that an athlete can train with what is there."""

from dataclasses import dataclass, field
from functools import lru_cache

from athletes.models import Athlete
from athletes.queries.swap_options import equipment_of
from programs.engine.substitution.equipment import Equipment
from programs.engine.substitution.home import HomeVersion, home_version
from programs.models import ProgramVersion
from programs.queries.program_of import program_of


@dataclass(frozen=True, slots=True)
class _Asked:
    content_hash: str
    equipment: Equipment
    version: ProgramVersion = field(compare=False)


def home_form(version: ProgramVersion, *, athlete: Athlete) -> HomeVersion | None:
    """Return the version for the athlete's equipment, None where it can be done as written.

    Athletes with the same equipment share it. No query when ``equipment`` is at hand.
    """
    equipment = equipment_of(getattr(athlete, "equipment", None))
    found = _home_form(_Asked(version.content_hash, equipment, version))
    return found if found.changes else None


@lru_cache(maxsize=64)
def _home_form(asked: _Asked) -> HomeVersion:
    return home_version(program_of(asked.version), equipment=asked.equipment)
