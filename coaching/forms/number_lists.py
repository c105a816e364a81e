"""Sessions and weeks as people write them down: 5, 9, 12-14."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ENTRY = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")
BETWEEN = re.compile(r"[\s,;]*[,;\n][\s,;]*")
MOST_ENTRIES = 50

Spans = tuple[tuple[int, int], ...]


class SpansField(forms.CharField):
    """Numbers and ranges from 1 to ``highest``; cleaned to (first, last), both ends included."""

    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})

    def __init__(self, *, highest: int, **kwargs: Any) -> None:
        super().__init__(max_length=400, required=False, **kwargs)
        self.highest = highest

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        entries = [entry for entry in BETWEEN.split(text.strip()) if entry]
        if len(entries) > MOST_ENTRIES:
            raise ValidationError(_("Write at most 50 numbers or ranges."))
        return tuple(self._span(entry) for entry in entries)

    def _span(self, entry: str) -> tuple[int, int]:
        found = ENTRY.fullmatch(entry)
        if found is None:
            raise ValidationError(
                _("“%(entry)s” can't be read: write numbers and ranges such as 5, 9, 12-14."),
                params={"entry": entry},
            )
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last <= self.highest:
            raise ValidationError(
                _("“%(entry)s” can't be: write 1 to %(highest)d, the smaller number first."),
                params={"entry": entry, "highest": self.highest},
            )
        return (first, last)


def spans_in_words(spans: Spans) -> str:
    """Return ranges as the field reads them."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
