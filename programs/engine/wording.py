"""Sentences that are read in several languages: English here, the reader's own at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Union

Value = Union[str, int, Decimal, date, "Words", tuple["Words", ...]]


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence, or a part of one, whose values stand in braces by name; ``str()`` is English.

    The edge translates ``text``, and ``many`` for any ``count`` but one, then writes numbers and
    days as the reader does. Texts among the values, such as names, stay as they are; several
    Words are listed with commas. ``begins`` gives the first letter of a sentence its capital.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    begins: bool = False
    many: str = ""
    count: int = 1

    def __str__(self) -> str:
        text = self.text if self.count == 1 or not self.many else self.many
        said = text.format(**{name: _english(value) for name, value in self.values.items()})
        return capitalized(said) if self.begins else said

    def having(self, values: Mapping[str, Value]) -> "Words":
        """Return the same sentence with these values."""
        return replace(self, values=values)


def counted_words(one: str, many: str, *, count: int, **values: Value) -> Words:
    """Return what is said of one, or of many; ``{count}`` may stand in both."""
    return Words(one, {"count": count, **values}, many=many, count=count)


def capitalized(text: str) -> str:
    """Return the text with a capital first letter, all else as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def _english(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)
