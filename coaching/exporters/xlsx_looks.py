"""How cells of a workbook look, and what its sheets may be called."""

import re
from typing import Any

from xlsxwriter.workbook import Workbook

from coaching.reports.document import Kind

# Days as the reader writes them; a spreadsheet puts its own signs for thousands and decimals.
DAYS = {"en": "d mmm yyyy", "de": "dd.mm.yyyy", "es": "d/m/yyyy"}
NUMBERS = {
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "#,##0.0",
    Kind.LOAD: "#,##0.00",
    Kind.PERCENT: '0"%"',
    Kind.CHANGE: '+0.0"%";\u22120.0"%";0"%"',
}
NAME_MOST = 31
REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]+")


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, *, language: str, accent: str) -> None:
        self._book, self._day = book, DAYS.get(language, DAYS["en"])
        self._made: dict[tuple[Kind, str], Any] = {}
        line = {"bottom": 1, "bottom_color": accent, "bold": True}
        self.title = book.add_format({"bold": True, "font_size": 18})
        self.strong = book.add_format({"bold": True, "font_size": 12})
        self.soft = book.add_format({"font_color": "#5d656a"})
        self.head = book.add_format(line)
        self.number_head = book.add_format({**line, "align": "right"})

    def of(self, kind: Kind, *, unit: str = "") -> Any:
        """Return the format of a kind of value; a unit stands behind the number."""
        if (kind, unit) not in self._made:
            self._made[kind, unit] = self._book.add_format(self._shape(kind, unit))
        return self._made[kind, unit]

    def _shape(self, kind: Kind, unit: str) -> dict[str, str]:
        if kind is Kind.TEXT:
            return {}
        if kind is Kind.DAY:
            return {"num_format": self._day, "align": "left"}
        # Quotes would end the unit and begin a format.
        behind = f'" {unit}"'.replace('""', "") if unit and '"' not in unit else ""
        return {"num_format": NUMBERS[kind] + ("" if kind is Kind.CHANGE else behind)}


def sheet_name(title: str, *, taken: set[str]) -> str:
    """Return a name that spreadsheets take and no sheet has, and note it in ``taken``."""
    plain = "".join(letter for letter in REFUSED.sub(" ", title) if letter.isprintable())
    wanted = " ".join(plain.split()).strip("'") or "-"
    # Excel keeps this name for itself; lengths are counted in UTF-16 there.
    wanted = "History." if wanted.lower() == "history" else wanted
    number, name = 1, _cut(wanted, NAME_MOST)
    while name.casefold() in taken:
        number += 1
        behind = f" {number}"
        name = _cut(wanted, NAME_MOST - len(behind)) + behind
    taken.add(name.casefold())
    return name


def _cut(words: str, most: int) -> str:
    cut = words.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")
    return cut.rstrip(" '")
