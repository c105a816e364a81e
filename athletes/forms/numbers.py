"""Numbers as people type them: comma or point, refusals that say what to do."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TOO_LONG = _("This number has too many digits: check it.")


class NumberField(forms.DecimalField):
    """A number with comma or point; which numbers make sense is for the action to say.

    It is shown as the reader's language writes it.
    """

    default_error_messages = {
        "invalid": _("Write a number, such as 102.5."),
        "required": _("Write a number here."),
        "max_digits": TOO_LONG,
        "max_decimal_places": TOO_LONG,
        "max_whole_digits": TOO_LONG,
    }

    def __init__(self, **kw: Any) -> None:
        kw.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_digits=8, decimal_places=3, localize=True, **kw)

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class WholeNumberField(forms.IntegerField):
    """A whole number."""

    default_error_messages = {
        "invalid": _("Write a whole number, such as 8."),
        "required": _("Write how many you did."),
    }

    def __init__(self, **kw: Any) -> None:
        kw.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**kw)
