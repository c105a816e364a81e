"""Numbers of training as people read them."""

import json
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from athletes.models.reasons import LABELS

register = template.Library()

NO_BREAK = "\u00a0"
MINUS = "\u2212"
SHOWN_PLACES = 2


@register.filter
def number(value: Decimal | int | None) -> str:
    """Return a number without trailing zeros, in the reader's language; empty for None."""
    if value is None:
        return ""
    text = f"{round(Decimal(value), SHOWN_PLACES):f}"
    return number_format(Decimal(text.rstrip("0").rstrip(".") if "." in text else text))


@register.simple_tag
def reasons_in_words() -> str:
    """Return the words of each reason for leaving something out by its code, as JSON."""
    return json.dumps({code: str(label) for code, label in LABELS.items()})


@register.filter
def load(value: Decimal | None, unit: str) -> str:
    """Return a load with its unit: "102.5 kg"; empty for None."""
    return "" if value is None else f"{number(value)}{NO_BREAK}{unit}"


@register.filter
def clock(seconds: int | None) -> str:
    """Return seconds as minutes and seconds: "2:30"; empty for None."""
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"


@register.filter
def percent(share: Decimal | None) -> str:
    """Return a share (0-1) as whole percent: "87 %"; a dash for None."""
    return "–" if share is None else f"{number(round(share * 100))}{NO_BREAK}%"


@register.filter
def signed(count: int | None) -> str:
    """Return a change with its sign: "+1"; empty where there is none."""
    return f"{'+' if count > 0 else MINUS}{number(abs(count))}" if count else ""


@register.filter
def signed_percent(share: Decimal | None) -> str:
    """Return a change of a share (0-1) with its sign: "+33 %"; empty where it rounds to none."""
    change = signed(round((share or 0) * 100))
    return f"{change}{NO_BREAK}%" if change else ""


@register.filter
def typeset(work: str) -> str:
    """Return work with proper signs: "3 x 8-12" becomes "3 × 8–12"."""
    return work.replace(" x ", " × ").replace("-", "–")


@register.filter
def session_title(session: Any) -> str:
    """Return a session's name, or what it is called without one: "Day 2", else its phase."""
    if session.name:
        return session.name
    day = getattr(session, "day", None)
    return session.phase_name if day is None else _("Day %(day)s") % {"day": day}
