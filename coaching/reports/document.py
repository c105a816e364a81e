"""A report as a value: what pages, PDFs, workbooks and JSON are made from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

Value = str | int | Decimal | date | None
Language = Literal["en", "de", "es"]


class Kind(StrEnum):
    """What a value is, and so how it is written: numbers in the reader's way, or as typed cells."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    LOAD = "load"
    PERCENT = "percent"
    CHANGE = "change"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``unit`` stands in its head: kg, lb, reps."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    unit: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind not in {Kind.TEXT, Kind.DAY}

    @property
    def head(self) -> str:
        return f"{self.label}, {self.unit}" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with its name; ``note`` says what it rests on."""

    key: str
    label: str
    value: Value
    kind: Kind = Kind.TEXT
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Values beside each other."""

    key: str
    title: str
    facts: tuple[Fact, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values, each as long as ``columns``; the first column names the row."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what it shows in a sentence, and its figures. ``svg`` is a whole document."""

    key: str
    title: str
    words: str
    svg: str
    table: Table


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Sentences."""

    key: str
    title: str
    lines: tuple[str, ...]


Block = Facts | Table | Chart | Paragraphs


@dataclass(frozen=True, slots=True)
class Brand:
    """Whose report it is. ``accent`` is #rrggbb; ``logo`` a JPEG or None."""

    name: str
    accent: str = "#16201c"
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One report in one language and unit.

    ``from_on`` to ``to_on`` are the athlete's days, both included. ``is_provisional`` while late
    logs may still change it. ``coach_words`` are the coach's own paragraph.
    """

    kind: str
    title: str
    about: str
    period: str
    from_on: date
    to_on: date
    made_on: date
    brand: Brand
    language: str
    unit: str
    blocks: tuple[Block, ...]
    is_provisional: bool = False
    coach: str = ""
    coach_words: str = ""
