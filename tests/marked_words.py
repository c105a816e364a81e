"""Words that went through the catalog, told apart from those written past it."""

import gettext
import json
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.utils.translation import activate, override, trans_real

from athletes.templatetags import pain, shapes
from athletes.views.new_exercise import NAME

CONTEXT_END = "\x04"
LANGUAGE = "en"
OPEN, CLOSE = "⟦", "⟧"
INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
# Between two texts of a page, so that marks that hold tags are seen as a whole.
BREAK = "\n\x00\n"
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[^\W\d_][,.:;]? [^\W\d_]{2}")
# Said to people whatever they hold; any other attribute when it holds a sentence.
SPOKEN = {"aria-label", "title", "placeholder", "alt"}
FOR_MACHINES = {"class", "content", "media", "data-op", "data-op-fields", "aria-describedby"}
UNSEEN = {"script", "style"}
# Alike in every language, as is a language's own name; the phone puts an exercise in NAME's place.
EVERYWHERE = ("Phasewise", "e1RM", "RIR", "RPE", "kg", "lb", "cm", "UTC", NAME)


class Marking(gettext.NullTranslations):
    """A catalog that puts marks around whatever is asked of it, and keeps what that was."""

    def __init__(self, real: Any) -> None:
        super().__init__()
        self.real = real
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return _marked(self.real.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add(msgid1)
        return _marked(self.real.ngettext(msgid1, msgid2, n))


def _marked(text: str) -> str:
    return f"{OPEN}{text.rpartition(CONTEXT_END)[2]}{CLOSE}"


@contextmanager
def marking() -> Iterator[Marking]:
    """Let everything that is translated into English carry marks."""
    real = trans_real.translation(LANGUAGE)
    marked = Marking(real)
    # Left last, so that what it activates again is the catalog without marks.
    with override(LANGUAGE):
        _install(marked)
        try:
            yield marked
        finally:
            _install(real)


def _install(catalog: Any) -> None:
    trans_real._translations[LANGUAGE] = catalog
    activate(LANGUAGE)
    # What is rendered once for every set must not come from before, nor stay.
    pain._rendered.cache_clear()
    shapes._shape.cache_clear()


def untranslated(asked: Collection[str], *, language: str) -> list[str]:
    """Return what no catalog of a language has a translation for."""
    catalog = trans_real.translation(language)._catalog
    return sorted(
        text for text in asked if WORD.search(text) and not {text, (text, 0)} & set(catalog.keys())
    )


class _Said(HTMLParser):
    """Collects what a page says: its texts, and the attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen = tag if tag in UNSEEN else self.unseen
        for name, value in attrs:
            if name in SPOKEN:
                self.attributes.append(value or "")
            elif name not in FOR_MACHINES and SENTENCE.search(value or ""):
                self.attributes += _sentences(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.unseen:
            self.unseen = ""

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.texts.append(data)


def _sentences(value: str) -> list[str]:
    """Return an attribute's sentences: its own, or those within its JSON."""
    try:
        found = json.loads(value)
    except ValueError:
        return [value]
    return [one for one in _strings(found) if SENTENCE.search(one)]


def _strings(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for one in found.values():
            yield from _strings(one)
    elif isinstance(found, list):
        for one in found:
            yield from _strings(one)


def unmarked(html: str, *, names: Collection[str]) -> list[str]:
    """Return what a page says without marks, once each; ``names`` are what people wrote."""
    page = _Said()
    page.feed(html)
    texts = _without_marks(BREAK.join(page.texts)).split(BREAK)
    said = {*texts, *map(_without_marks, page.attributes)}
    known = sorted(
        {*names, *EVERYWHERE, *dict(settings.LANGUAGES).values()} - {""}, key=len, reverse=True
    )
    left = {" ".join(_without(known, text).split()) for text in said if WORD.search(text)}
    return sorted(text for text in left if WORD.search(text))


def _without_marks(text: str) -> str:
    while INNERMOST.search(text):
        text = INNERMOST.sub(_breaks, text)
    return text


def _breaks(marked: re.Match[str]) -> str:
    return f" {BREAK}" if BREAK in marked[0] else " "


def _without(names: list[str], text: str) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text
