"""Plates and dumbbells as people write them down."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NUMBER = r"(\d{1,3}(?:[.,]\d{1,3})?)"
PAIR = re.compile(rf"{NUMBER}\s*[x×*]\s*(\d{{1,2}})")
SINGLE = re.compile(NUMBER)
# The words between are those of any language: "2-40 by 2", "2 bis 40 je 2", "2-40 / 2".
WORD = r"[^\W\d_]+"
RANGE = re.compile(rf"{NUMBER}\s*(?:-|–|{WORD})\s*{NUMBER}\s*(?:/|{WORD})\s*{NUMBER}")
# A comma between digits is a decimal comma; with a space after it, it parts two entries.
BETWEEN = re.compile(r"\s*(?:[;\n]|,\s)\s*")
MOST_ENTRIES = 200


class PlatePairsField(forms.CharField):
    """Plates as "25 x 4, 20 x 1": weight and how many pairs; cleaned to (weight, pairs)."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[tuple[Decimal, int]]:
        entries = _entries(super().clean(value))
        return [_pair(entry) for entry in entries]


class LadderField(forms.CharField):
    """Weights as "2-40 by 2, 45, 50"; cleaned to all of them, ascending, each once."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[Decimal]:
        found: set[Decimal] = set()
        for entry in _entries(super().clean(value)):
            found.update(_rungs(entry))
        return sorted(found)


def _entries(text: str) -> list[str]:
    return [entry for entry in BETWEEN.split(text.strip().strip(",;")) if entry]


def _pair(entry: str) -> tuple[Decimal, int]:
    found = PAIR.fullmatch(entry)
    if found is None:
        raise ValidationError(
            _("“%(entry)s” can't be read: write weight x pairs, such as 20 x 2."),
            params={"entry": entry},
        )
    return _weight(found[1], entry), int(found[2])


def _rungs(entry: str) -> list[Decimal]:
    span = RANGE.fullmatch(entry)
    if span is not None:
        return _span(*(_weight(text, entry) for text in span.groups()), entry=entry)
    if SINGLE.fullmatch(entry) is None:
        raise ValidationError(
            _("“%(entry)s” can't be read: write weights such as 10, 12.5 or 2-40 by 2."),
            params={"entry": entry},
        )
    return [_weight(entry, entry)]


def _span(first: Decimal, last: Decimal, step: Decimal, *, entry: str) -> list[Decimal]:
    count = int((last - first) / step) + 1
    if not 1 <= count <= MOST_ENTRIES:
        raise ValidationError(
            _("“%(entry)s” can't be read: write the lighter weight first, and a step that fits."),
            params={"entry": entry},
        )
    return [first + step * place for place in range(count)]


def _weight(text: str, entry: str) -> Decimal:
    weight = Decimal(text.replace(",", "."))
    if weight <= 0:
        raise ValidationError(
            _("“%(entry)s” weighs nothing: leave it out."), params={"entry": entry}
        )
    return weight
