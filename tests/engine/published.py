"""The published programs, each read once a run: they are values that nothing changes."""

from functools import cache
from pathlib import Path

from programs.engine.program import Program, read_program

PUBLISHED = Path(__file__).resolve().parents[2] / "programs" / "data" / "published"


@cache
def program_in(file: Path) -> Program:
    """Return the program in a file."""
    return read_program(file.read_bytes())


def published(name: str) -> Program:
    """Return the published program of that file name, without its ending."""
    return program_in(PUBLISHED / f"{name}.json")
