"""Every catalog is whole: each sentence is said, with its values, its forms and its signs."""

import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings

CATALOGS = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))
# %(name)s and %% of Python, {name} of the engine, %n of the phone, tags.
VALUE = re.compile(r"%\(\w+\)[a-z]|%%[a-z]?|\{\w*\}|</?\w+>")
WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]")
# What ends a sentence or a line, or would end an attribute of a page.
SIGNS = '"<>\n'


def entries(path: Path) -> list[polib.POEntry]:
    return list(polib.pofile(str(path)))


def said(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Return each form that a translator wrote, beside the English it stands for."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    english = {0: entry.msgid, 1: entry.msgid_plural}
    return [(english[form], text) for form, text in sorted(entry.msgstr_plural.items())]


def faults(entry: polib.POEntry) -> list[str]:
    """Return what is wrong with a translation, in words."""
    found = ["is fuzzy"] if entry.fuzzy else []
    if entry.msgid_plural and sorted(entry.msgstr_plural) != [0, 1]:
        found.append("lacks a form")
    for english, text in said(entry):
        if not text.strip():
            found.append("is empty")
        elif Counter(VALUE.findall(english)) != Counter(VALUE.findall(text)):
            found.append("has other values")
        elif [text.count(sign) for sign in SIGNS] != [english.count(sign) for sign in SIGNS]:
            found.append("has other signs")
        elif _edges(text) != _edges(english):
            found.append("begins or ends with other room")
    return found


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def test_there_are_two_catalogs_besides_english() -> None:
    assert [path.parts[-3] for path in CATALOGS] == ["de", "es"]
    assert {code for code, _ in settings.LANGUAGES} == {"en", "de", "es"}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_every_sentence_is_said_with_its_values_and_forms(path: Path) -> None:
    found = {entry.msgid: faults(entry) for entry in entries(path)}

    assert len(found) > 700
    assert {msgid: wrong for msgid, wrong in found.items() if wrong} == {}


def test_catalogs_hold_the_same_sentences() -> None:
    first, *others = [
        {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries(path)}
        for path in CATALOGS
    ]

    assert all(other == first for other in others)


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_no_sentence_is_left_as_in_english(path: Path) -> None:
    alike = [
        entry.msgid
        for entry in entries(path)
        if WORDS.search(VALUE.sub("", entry.msgid)) and entry.msgstr == entry.msgid
    ]

    assert alike == []


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        (polib.POEntry(msgid="Save", msgstr="Guardar"), []),
        (polib.POEntry(msgid="Save", msgstr=""), ["is empty"]),
        (polib.POEntry(msgid="Save", msgstr="Guardar", flags=["fuzzy"]), ["is fuzzy"]),
        (polib.POEntry(msgid="%(n)s of 3", msgstr="%(m)s de 3"), ["has other values"]),
        (polib.POEntry(msgid="{n} of 3", msgstr="n de 3"), ["has other values"]),
        (polib.POEntry(msgid="%(n)s %% done", msgstr="%(n)s hecho"), ["has other values"]),
        (polib.POEntry(msgid="No", msgstr='"No"'), ["has other signs"]),
        (polib.POEntry(msgid="until ", msgstr="hasta"), ["begins or ends with other room"]),
        (
            polib.POEntry(msgid="a set", msgid_plural="%(n)s sets", msgstr_plural={0: "una serie"}),
            ["lacks a form"],
        ),
    ],
)
def test_faulty_translation_is_found(entry: polib.POEntry, wrong: list[str]) -> None:
    assert faults(entry) == wrong
