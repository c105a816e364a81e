"""A rule in code: what it says, and where it is."""

from dataclasses import dataclass

ENGINE = "programs.engine"
CASES = "tests/engine/cases"


@dataclass(frozen=True, slots=True)
class CodeRule:
    """A rule in code: what it says, the modules under the engine, its tables, source, tests.

    ``figures`` of the modules are read from them; ``tables`` are CSV files by name.
    """

    key: str
    topic: str
    statement: str
    modules: tuple[str, ...]
    source: str
    tests: tuple[str, ...]
    tables: tuple[str, ...] = ()


def cases(name: str) -> str:
    """Return the path of a file of worked cases."""
    return f"{CASES}/{name}_cases.csv"
