"""The answers to where it hurts, beside each set."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from athletes.models.pain import NOT_SAID, WORST, Pain, PainPlace, PainSide

register = template.Library()


@register.simple_tag
def pain_fields(pain: Pain | None) -> SafeString:
    """Return the controls with what was said; pain None is nothing said."""
    return _rendered(pain or NOT_SAID, get_language() or "")


@lru_cache(maxsize=256)
def _rendered(pain: Pain, _language: str) -> SafeString:
    """Render once what stands beside every set of every session."""
    context = {
        "pain": pain,
        "places": PainPlace.choices,
        "sides": PainSide.choices,
        "severities": range(WORST + 1),
    }
    return render_to_string("athletes/pain_fields.html", context)
