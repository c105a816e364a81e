"""Text in cells parted by tabs, as a spreadsheet copies it: any text survives the way."""

import re

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_MEANT = {written: meant for meant, written in _ESCAPES.items()}
_WRITTEN = re.compile(r"\\(?:[\\tnr]|u[0-9a-f]{4})")


def print_sheet(lines: list[tuple[str, ...]]) -> str:
    """Return the lines as text, empty cells at a line's end left out."""
    return "".join("\t".join(map(escaped, line)).rstrip("\t") + "\n" for line in lines)


def parse_sheet(text: str) -> list[tuple[str, ...]]:
    """Return the cells of each line; space around a cell's text is no part of it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    return [tuple(_meant(cell.strip()) for cell in line.split("\t")) for line in lines]


def escaped(text: str) -> str:
    """Return a cell's text without tabs, line ends and space at either end."""
    inner = text.strip()
    if not inner:
        return "".join(map(_by_number, text))
    start = text.index(inner)
    before, after = text[:start], text[start + len(inner) :]
    middle = "".join(_ESCAPES.get(letter, letter) for letter in inner)
    return "".join((*map(_by_number, before), middle, *map(_by_number, after)))


def _by_number(letter: str) -> str:
    return f"\\u{ord(letter):04x}"


def _meant(text: str) -> str:
    return _WRITTEN.sub(lambda match: _letter(match[0]), text) if "\\" in text else text


def _letter(written: str) -> str:
    if written in _MEANT:
        return _MEANT[written]
    letter = chr(int(written[2:], 16))
    return letter if letter.isspace() else written
