"""Numbers as people type them: comma or point, refusals that say what to do."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _


class NumberField(forms.DecimalField):
    """A number with comma or point."""

    default_error_messages = {
        "invalid": _("Write a number, such as 102.5."),
        "required": _("Write a number here."),
        "max_decimal_places": _("Write at most %(max)s decimals."),
    }

    def __init__(
        self, *, lowest: Decimal, lowest_words: str, highest: Decimal, highest_words: str, **kw: Any
    ) -> None:
        kw.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kw)
        self.validators += [
            MinValueValidator(lowest, lowest_words),
            MaxValueValidator(highest, highest_words),
        ]

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class WholeNumberField(forms.IntegerField):
    """A whole number."""

    default_error_messages = {
        "invalid": _("Write a whole number, such as 8."),
        "required": _("Write how many."),
    }

    def __init__(self, *, lowest: int, highest: int, words: str, **kw: Any) -> None:
        kw.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**kw)
        self.validators += [MinValueValidator(lowest, words), MaxValueValidator(highest, words)]
