"""What is wrong with a pasted text, and where."""

from dataclasses import dataclass, field

MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class TextFault:
    """One thing wrong with a pasted text. Line, cell and character count from 1."""

    line: int
    cell: int
    character: int
    problem: str
    fix: str

    def __str__(self) -> str:
        place = f"Line {self.line}, cell {self.cell}, character {self.character}"
        return f"{place}: {self.problem}; {self.fix}."


@dataclass(slots=True)
class TextFaults:
    """Collects faults while reading goes on."""

    found: list[TextFault] = field(default_factory=list)

    def add(self, line: int, cell: int, character: int, problem: str, fix: str) -> None:
        """Keep a fault; beyond a few hundred more would help nobody."""
        if len(self.found) < MOST_FAULTS:
            self.found.append(TextFault(line, cell, character, problem, fix))
