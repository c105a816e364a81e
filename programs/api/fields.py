"""Fields that take exactly what the document says: no text for a number, no 1 for true."""

import re
from decimal import Decimal
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

LARGEST_KEY = 2**63 - 1

# What is written is a decimal in plain notation, so that nothing is lost in a float.
VISIBLE = r"[^\s\x1c-\x1f\x85\ufeff]"
LOAD = r"^(?:1?[0-9]{1,3}(?:\.[0-9]{1,3})?|2000)$"
EFFORT = r"^(?:[0-9](?:\.[0-9])?|10(?:\.0)?)$"
NUMBER = r"^[0-9]{1,6}(?:\.[0-9]{1,6})?$"


class Text(serializers.CharField):
    """Text as text; without ``allow_blank`` it holds something besides spaces."""

    def __init__(self, **options: Any) -> None:
        if not options.get("allow_blank") and not options.get("read_only"):
            options["validators"] = [
                RegexValidator(VISIBLE, _("Write something here.")),
                *options.get("validators", ()),
            ]
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A whole number as a number: 3 or 3.0, neither "3" nor true."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, float) and data.is_integer():
            data = int(data)
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class Key(Whole):
    """The id of a row."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_KEY, **options)


class Flag(serializers.BooleanField):
    """true or false, written so."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class DecimalText(serializers.Field):
    """A decimal as text of one pattern, such as "102.5"."""

    default_error_messages = {
        "invalid": _("Write a number from 0 to {most} as text, such as {example}.")
    }
    pattern = re.compile(NUMBER)
    most = "999999.999999"
    example = '"102.5"'

    def to_internal_value(self, data: Any) -> Decimal:
        # `$` also matches before a line's end, which no number has.
        if not isinstance(data, str) or not self.pattern.match(data) or data.endswith("\n"):
            self.fail("invalid", most=self.most, example=self.example)
        return Decimal(data)

    def to_representation(self, value: Decimal) -> str:
        return f"{value:f}"


@extend_schema_field({"type": "string", "pattern": NUMBER, "example": "142.5"})
class NumberText(DecimalText):
    """A number above or at zero, such as a training max."""


@extend_schema_field({"type": "string", "pattern": LOAD, "example": "102.5"})
class Kilograms(DecimalText):
    """A load from 0 to 2000 kg."""

    pattern = re.compile(LOAD)
    most = "2000"


@extend_schema_field({"type": "string", "pattern": EFFORT, "example": "8.5"})
class Effort(DecimalText):
    """An effort from 0 to 10."""

    pattern = re.compile(EFFORT)
    most = "10"
    example = '"8.5"'
