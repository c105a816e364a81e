"""What athletes sent and were told, kept where no fault reaches, against the sets in the rows."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

# A set that was taken back counts no repetitions.
SETS = """
    select id, case when deleted_at is null then reps else 0 end from athletes_setlog
"""


class Ledger:
    """A file of one line for each thing that was sent, kept, missed or refused."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def sent(self, set_id: UUID, reps: int) -> None:
        self._write("sent", set_id, reps)

    def kept(self, set_id: UUID, reps: int) -> None:
        self._write("kept", set_id, reps)

    def missed(self, set_id: UUID) -> None:
        """Note a set that was kept, and that the page right after it didn't show."""
        self._write("missed", set_id)

    def refused(self, what: str, status: int) -> None:
        """Note an answer that neither kept nor asked to try again."""
        self._write("refused", what.replace(" ", "_"), status)

    def read(self, page: str) -> None:
        self._write("read", page)

    def _write(self, *words: object) -> None:
        os.write(self.file, f"{' '.join(map(str, words))}\n".encode())


@dataclass(frozen=True, slots=True)
class Kept:
    """The ledger against the rows; nothing but ``sets`` and ``pages`` may be above zero."""

    sets: int
    pages: int
    lost: int
    changed: int
    unknown: int
    missed: int
    refused: Counter[str]

    @property
    def is_whole(self) -> bool:
        wrong = self.lost + self.changed + self.unknown + self.missed
        return wrong + self.refused.total() == 0

    def __str__(self) -> str:
        return (
            f"{self.sets} sets acknowledged, {self.lost} lost, {self.changed} changed, "
            f"{self.unknown} unknown, {self.missed} not shown, {self.pages} pages read, "
            f"refused: {dict(self.refused) or 'nothing'}"
        )


def read_kept(connection: psycopg.Connection[Any], path: Path) -> Kept:
    """Return how the sets in the rows differ from what the athletes were told."""
    rows = {str(key): reps for key, reps in connection.execute(SETS).fetchall()}
    lines = path.read_text().splitlines() if path.exists() else []
    return compare_kept(rows, [line.split() for line in lines])


def compare_kept(rows: Mapping[str, int], lines: Iterable[list[str]]) -> Kept:
    """Judge each set by its last acknowledgement; what was sent after it may be there or not."""
    kept: dict[str, int] = {}
    may_be: dict[str, set[int]] = {}
    counted: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for word, what, *rest in lines:
        match word:
            case "sent":
                may_be.setdefault(what, set()).add(int(rest[0]))
            case "kept":
                kept[what] = int(rest[0])
                may_be[what] = {kept[what]}
            case "refused":
                refused[f"{what} {rest[0]}"] += 1
            case _:
                counted[word] += 1
    return Kept(
        sets=len(kept),
        pages=counted["read"],
        lost=len(kept.keys() - rows.keys()),
        changed=sum(reps not in may_be.get(key, {reps}) for key, reps in rows.items()),
        unknown=len(rows.keys() - may_be.keys()),
        missed=counted["missed"],
        refused=refused,
    )
