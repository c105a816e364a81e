"""What a workbook may hold, counted before a library unpacks it, and where its formulas stand."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from xml.parsers import expat

from django.utils.translation import gettext as _

from programs.actions.save_sheet import MOST_CELLS, MOST_LINES
from programs.engine.errors import TrainingError

MOST_BYTES = 20_000_000
MOST_SHEETS = 40
MOST_LETTERS = 200_000_000
"""Letters of the longest text, times cells: what unpacking costs at worst."""
CHUNK = 65_536
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

Formulas = dict[str, list[str]]
"""By sheet the cells, such as B12, that hold a formula."""

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)


class NotAWorkbook(TrainingError):
    """A file that is no XLSX workbook."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The file is no XLSX workbook; save it as .xlsx, without a password, "
                "and choose it again."
            )
        )


class WorkbookTooLarge(TrainingError):
    """A workbook beyond what any program needs, packed or unpacked."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The workbook is too large: it may have %(sheets)d sheets of %(lines)d lines "
                "and %(cells)d columns."
            )
            % {"sheets": MOST_SHEETS, "lines": MOST_LINES, "cells": MOST_CELLS}
        )


def look_through(source: bytes) -> Formulas:
    """Return the cells that hold formulas, by sheet; a library tells only what they came to.

    Raises NotAWorkbook or WorkbookTooLarge; what is written in the file's own head isn't trusted:
    a single cell far away, or one long text that many cells share, would fill the memory.
    """
    try:
        with zipfile.ZipFile(BytesIO(source)) as file:
            names = file.namelist()
            if WORKBOOK not in names or len(names) != len(set(names)):
                raise NotAWorkbook
            return _counted(file, names).formulas
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, ValueError, OSError) as error:
        raise NotAWorkbook from error
    except (NotImplementedError, RuntimeError, EOFError) as error:
        raise NotAWorkbook from error


def _counted(file: zipfile.ZipFile, names: list[str]) -> "_Counts":
    counts = _Counts()
    for name in names:
        counts.part = name
        parser: expat.XMLParserType | None = None
        for place, chunk in enumerate(_chunks(file, name, counts)):
            if place == 0 and chunk.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
                parser = counts.parser()
            if parser is not None:
                parser.Parse(chunk, False)
        if parser is not None:
            parser.Parse(b"", True)
    if counts.sheets > MOST_SHEETS or counts.longest * counts.cells > MOST_LETTERS:
        raise WorkbookTooLarge
    return counts


def _chunks(file: zipfile.ZipFile, name: str, counts: "_Counts") -> Iterator[bytes]:
    with file.open(name) as member:
        while chunk := member.read(CHUNK):
            counts.bytes += len(chunk)
            if counts.bytes > MOST_BYTES:
                raise WorkbookTooLarge
            yield chunk


@dataclass(slots=True)
class _Counts:
    """What the parts of a workbook add up to."""

    bytes: int = 0
    sheets: int = 0
    cells: int = 0
    longest: int = 0
    part: str = ""
    _letters: int = 0
    _at: str = ""
    _sheets: dict[str, str] = field(default_factory=dict)
    _parts: dict[str, str] = field(default_factory=dict)
    _computed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def formulas(self) -> Formulas:
        return {
            name: self._computed.get(self._parts.get(key, ""), [])
            for key, name in self._sheets.items()
        }

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        return parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self.sheets += tag == "sheetData"
        if tag == "si":
            self._letters = 0
        elif tag == "c":
            self._letters = 0
            self._at = attributes.get("r", "")
        elif tag in {"v", "is"}:
            self.cells += 1
            _refuse_far(self._at)
        elif tag == "f":
            self._computed.setdefault(self.part, []).append(self._at)
        elif tag == "sheet" and self.part == WORKBOOK:
            key = next((said for at, said in attributes.items() if at.endswith(" id")), "")
            self._sheets[key] = attributes.get("name", "")
        elif tag == "Relationship" and self.part == RELATIONS:
            target = PurePosixPath("/xl", attributes.get("Target", ""))
            self._parts[attributes.get("Id", "")] = str(target).removeprefix("/")

    def _text(self, text: str) -> None:
        self._letters += len(text)
        self.longest = max(self.longest, self._letters)


def _refuse_far(at: str) -> None:
    """Raise where a cell with something in it lies beyond the sheet of a phase."""
    line, column = cell_place(at)
    if line > MOST_LINES or column > MOST_CELLS:
        raise WorkbookTooLarge


def cell_place(at: str) -> tuple[int, int]:
    """Return the line and the column, from 1, of a cell called B12. Raises NotAWorkbook."""
    match = _CELL.fullmatch(at)
    if match is None:
        raise NotAWorkbook
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
