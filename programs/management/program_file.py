"""Reading a file that a command names."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.core.management.base import CommandError

from programs.engine.program import ProgramInvalid

T = TypeVar("T")


def parsed_file(path: Path, *, read: Callable[[bytes], T]) -> T:
    """Return what ``read`` makes of the file; raise CommandError with every fault in it."""
    try:
        return read(_bytes_of(path))
    except ProgramInvalid as error:
        count = len(error.faults)
        heading = f"{path.name} cannot be used, {count} fault{'' if count == 1 else 's'}:"
        raise CommandError(f"{heading}\n{error}") from error


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        problem = f"{path}: {error.strerror or 'cannot be read'}; name a program file."
        raise CommandError(problem) from error
