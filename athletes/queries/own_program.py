"""The program that a plan follows: its version, with what was changed for the athlete."""

from dataclasses import dataclass, field
from functools import lru_cache

from athletes.models import Plan
from programs.engine.program import Program
from programs.engine.versions.apply import apply_diff
from programs.engine.versions.diff import diff_from_dict
from programs.models import ProgramVersion
from programs.queries.program_of import program_of

MOST_PROGRAMS = 256


@dataclass(frozen=True, slots=True)
class _Own:
    """A plan's program as a cache key: the version's content and the plan's own changes."""

    content_hash: str
    overrides: str
    version: ProgramVersion = field(compare=False)


def own_program(plan: Plan, *, version: ProgramVersion | None = None) -> Program:
    """Return the plan's program, from memory when it was read before.

    ``version`` is the plan's, where it isn't selected with it. No query then.
    """
    followed = version or plan.program_version
    if not plan.overrides:
        return program_of(followed)
    return _read(_Own(followed.content_hash, plan.overrides, followed))


@lru_cache(maxsize=MOST_PROGRAMS)
def _read(own: _Own) -> Program:
    return apply_diff(program_of(own.version), diff_from_dict(own.overrides))
