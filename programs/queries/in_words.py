"""The engine's sentences in the reader's language."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from programs.engine.wording import Value, Words, capitalized


def in_words(words: Words) -> str:
    """Return the sentence in the language that is active, numbers and days as it writes them."""
    text = ngettext(words.text, words.many, words.count) if words.many else gettext(words.text)
    said = text.format(**{name: _said(value) for name, value in words.values.items()})
    return capitalized(said) if words.begins else said


def _said(value: Value) -> str:
    if isinstance(value, Words):
        return in_words(value)
    if isinstance(value, tuple):
        return ", ".join(in_words(one) for one in value)
    if isinstance(value, date):
        return str(date_format(value, "LONG_DATE_FORMAT"))
    return str(number_format(value)) if isinstance(value, int | Decimal) else value
