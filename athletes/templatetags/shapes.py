"""Parts that a page repeats: rendered once for each shape, then only filled in."""

import re
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from athletes.templatetags.training import number

register = template.Library()

# Private-use characters, which no sentence holds, stand around the name of what is filled in.
MARK = re.compile("\ue000([a-z_]+)\ue001")
# A no-break space isn't among these.
SPACE = re.compile(r"[ \t\r\n]+")


@register.simple_tag(takes_context=True)
def exercise(context: Context, card: Any) -> SafeString:
    """Return an exercise (ExerciseCard) with its groups and their sets."""
    token = str(context["csrf_token"])
    return filled(
        "athletes/exercise.html",
        card.face,
        csrf_token=token,
        warm_ups=_warm_ups(card) if card.block.warm_ups else "",
        groups=_joined(_group(one, token=token) for one in card.groups),
    )


def _warm_ups(card: Any) -> SafeString:
    return render_to_string("athletes/warm_ups.html", {"block": card.block, "unit": card.unit})


def _group(card: Any, *, token: str) -> SafeString:
    extra = card.extra
    return filled(
        "athletes/group.html",
        card.face,
        plates=format_html_join(
            "", '<span class="plates__plate">{}</span>', ((number(one),) for one in card.plates)
        ),
        rows=_joined(filled("athletes/set_row.html", one, csrf_token=token) for one in card.rows),
        extra_number=extra.number if extra else "",
        extra_form=filled("athletes/set_form.html", extra, csrf_token=token) if extra else "",
        extra_done=filled("athletes/set_done.html", extra, csrf_token=token) if extra else "",
    )


def _joined(parts: Any) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308


def filled(template_name: str, form: Any, **parts: str) -> SafeString:
    """Return the template with ``form``, a frozen dataclass, and parts, rendered once a shape.

    Texts and parts are filled in afterwards: a template may ask whether there is one, and write
    it as it is. All other fields, what is empty, and the language make the shape.
    """
    texts, others = _names(type(form))
    said = {name: conditional_escape(text) for name in texts if (text := getattr(form, name))}
    given = {name: conditional_escape(part) for name, part in parts.items() if part}
    flags = tuple([getattr(form, name) for name in others])
    shape = _shape(template_name, type(form), flags, (*said,), (*given,), get_language() or "")
    return mark_safe(shape % {**said, **given})  # noqa: S308


@lru_cache(maxsize=64)
def _names(kind: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the texts among the fields, and of the others."""
    kinds = {name: field.type for name, field in kind.__dataclass_fields__.items()}
    texts = tuple(name for name, kept in kinds.items() if kept is str)
    return texts, tuple(name for name in kinds if name not in texts)


@lru_cache(maxsize=1024)
def _shape(
    template_name: str,
    kind: Any,
    flags: tuple[Any, ...],
    said: tuple[str, ...],
    given: tuple[str, ...],
    _language: str,
) -> str:
    """Return the markup as a format: ``%(name)s`` where a text or a part goes."""
    texts, others = _names(kind)
    form = dict.fromkeys(texts, "") | dict(zip(others, flags, strict=True))
    form |= {name: _mark(name) for name in said}
    markup = render_to_string(template_name, {"form": form} | {name: _mark(name) for name in given})
    return MARK.sub(r"%(\1)s", SPACE.sub(" ", markup).replace("%", "%%"))


def _mark(name: str) -> SafeString:
    return mark_safe(f"\ue000{name}\ue001")  # noqa: S308
