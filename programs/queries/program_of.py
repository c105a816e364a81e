"""The program that a version holds, read once per process."""

from dataclasses import dataclass, field
from functools import lru_cache

from programs.engine.program import Program, read_program
from programs.models import ProgramVersion

MOST_PROGRAMS = 256


@dataclass(frozen=True, slots=True)
class _Stored:
    """A version as a cache key: equal content is the same program, whoever owns it."""

    content_hash: str
    version: ProgramVersion = field(compare=False)


def program_of(version: ProgramVersion) -> Program:
    """Return the version's program, from memory when equal content was read before.

    No query unless ``body`` was deferred and is not in memory.
    """
    return _read(_Stored(version.content_hash, version))


@lru_cache(maxsize=MOST_PROGRAMS)
def _read(stored: _Stored) -> Program:
    return read_program(stored.version.body)
