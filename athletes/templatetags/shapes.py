"""Parts that a page repeats: rendered once for each shape, then only filled in."""

import re
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

# Private-use characters, which no sentence holds, stand around the name of what is filled in.
MARK = re.compile("\ue000([a-z_]+)\ue001")
# A no-break space isn't among these.
SPACE = re.compile(r"[ \t\r\n]+")


@register.simple_tag(takes_context=True)
def set_row(context: Context, form: Any) -> SafeString:
    """Return a set in the state it is in."""
    return filled("athletes/set_row.html", form, token=context["csrf_token"])


@register.simple_tag(takes_context=True)
def set_form(context: Context, form: Any) -> SafeString:
    """Return the form of a set to do."""
    return filled("athletes/set_form.html", form, token=context["csrf_token"])


@register.simple_tag(takes_context=True)
def set_done(context: Context, form: Any) -> SafeString:
    """Return a set that was logged, with its form."""
    return filled("athletes/set_done.html", form, token=context["csrf_token"])


def filled(template_name: str, form: Any, *, token: Any) -> SafeString:
    """Return the template with ``form``, a frozen dataclass, rendered once for each shape.

    Its texts are filled in afterwards, so a template may ask whether there is one, and write it
    as it is. All other fields, the texts that are empty, and the language make the shape.
    """
    texts, others = _names(type(form))
    said = {name: escape(text) for name in texts if (text := getattr(form, name))}
    flags = tuple([getattr(form, name) for name in others])
    shape = _shape(template_name, type(form), flags, tuple(said), get_language() or "")
    return mark_safe(shape % {**said, "csrf_token": escape(token)})  # noqa: S308


@lru_cache(maxsize=64)
def _names(kind: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the texts among the fields, and of the others."""
    kinds = {name: field.type for name, field in kind.__dataclass_fields__.items()}
    texts = tuple(name for name, kept in kinds.items() if kept is str)
    return texts, tuple(name for name in kinds if name not in texts)


@lru_cache(maxsize=1024)
def _shape(
    template_name: str, kind: Any, flags: tuple[Any, ...], said: tuple[str, ...], _language: str
) -> str:
    """Return the markup as a format: ``%(name)s`` where a text goes."""
    texts, others = _names(kind)
    form = dict.fromkeys(texts, "") | dict(zip(others, flags, strict=True))
    form |= {name: f"\ue000{name}\ue001" for name in said}
    context = {"form": form, "csrf_token": "\ue000csrf_token\ue001"}
    markup = SPACE.sub(" ", render_to_string(template_name, context))
    return MARK.sub(r"%(\1)s", markup.replace("%", "%%"))
