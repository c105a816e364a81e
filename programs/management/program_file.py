"""Reading a file that a command names."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.core.management.base import CommandError

from programs.engine.program import ProgramInvalid
from programs.engine.program.reading_json import MOST_BYTES
from programs.engine.simulating.reading import ProfileInvalid

T = TypeVar("T")


def parsed_file(path: Path, *, read: Callable[[bytes], T]) -> T:
    """Return what ``read`` makes of the file; raise CommandError with every fault in it."""
    try:
        return read(_bytes_of(path))
    except (ProgramInvalid, ProfileInvalid) as error:
        count = len(error.faults)
        heading = f"{path.name} cannot be used, {count} fault{'' if count == 1 else 's'}:"
        raise CommandError(f"{heading}\n{error}") from error


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than is allowed is enough to refuse it, however long it goes on.
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        problem = f"{path}: {error.strerror or 'cannot be read'}; name a JSON file."
        raise CommandError(problem) from error
