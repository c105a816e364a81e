"""What is said in the sources is in the catalogs: whoever adds a sentence runs `make messages`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from coaching.management.commands.collect_messages import is_for_athletes
from tests.repo.test_layout import REPOSITORY, named, text_of, tracked

# Calls that say a sentence, and which of their texts it has: a context comes before it.
SAYS = {
    "_": slice(1), "gettext": slice(1), "gettext_lazy": slice(1), "gettext_noop": slice(1),
    "Words": slice(1), "ngettext": slice(2), "ngettext_lazy": slice(2), "counted_words": slice(2),
    "pgettext": slice(1, 2), "pgettext_lazy": slice(1, 2),
}  # fmt: skip
TEXT = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(_|[np]?gettext)\(((?:{TEXT}\s*,?\s*)+)")


def said_in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (those := SAYS.get(ast.unparse(node.func))):
            for text in node.args[those]:
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def said_in_template(source: str) -> Iterator[str]:
    for found in CALL.finditer(templatize(source)):
        texts = ast.literal_eval(f"[{found[2]}]")
        yield from texts[SAYS[found[1]]]


def said(path: Path) -> Iterator[str]:
    if path.suffix == ".py":
        yield from said_in_python(text_of(path))
    elif path.suffix in {".html", ".txt"}:
        yield from said_in_template(text_of(path))


def in_catalog(language: str) -> set[str]:
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    entries = polib.pofile(str(path))
    return {text for entry in entries for text in (entry.msgid, entry.msgid_plural) if text}


def test_catalogs_hold_what_sources_say_and_nothing_else() -> None:
    files = [path for path in tracked() if is_for_athletes(named(path))]
    spoken = {text for path in files for text in said(path)}

    kept = in_catalog("de")

    assert len(spoken) > 900
    assert sorted(spoken - kept) == []
    assert sorted(kept - spoken) == []


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("x = _('Save')", ["Save"]),
        ("x = ngettext('a set', '%(n)d sets', n) % {'n': n}", ["a set", "%(n)d sets"]),
        ("x = Words('at {load}', {'load': 5})", ["at {load}"]),
        ("x = pgettext_lazy('side', 'left')", ["left"]),
        ("x = _(sentence)", []),
        ("x = print('Save')", []),
    ],
)
def test_sentence_of_python_is_found(source: str, texts: list[str]) -> None:
    assert list(said_in_python(source)) == texts


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('{% load i18n %}{% translate "Save" %}', ["Save"]),
        ('{% load i18n %}{% translate "%n left" %}', ["%%n left"]),
        (
            "{% load i18n %}{% blocktranslate count n=n trimmed %}\n  {{ n }} set\n{% plural %}"
            "\n  {{ n }} sets\n{% endblocktranslate %}",
            ["%(n)s set", "%(n)s sets"],
        ),
        ('{% load i18n %}{% translate "Load" context "of a session" %}', ["Load"]),
        ('{% load i18n %}{{ name|default:_("A browser") }}', ["A browser"]),
        ("<p>Save</p>", []),
    ],
)
def test_sentence_of_a_template_is_found(source: str, texts: list[str]) -> None:
    assert list(said_in_template(source)) == texts


def test_console_is_left_out() -> None:
    assert is_for_athletes("templates/athletes/today.html")
    assert not is_for_athletes("templates/coaching/console/plan.html")
    assert not is_for_athletes("tests/make.py")
    assert (REPOSITORY / "templates" / "coaching" / "console" / "plan.html").is_file()
