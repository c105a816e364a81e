"""Every sentence that an error says to a person can be translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.repo.test_layout import named, python_files

PACKAGES = ("athletes", "coaching", "programs")
# The engine knows no Django; the launcher and the demo speak in the operator's terminal.
IN_ENGLISH = ("programs/engine/", "coaching/laptop/", "coaching/demo/")
ROOT = "TrainingError"
SENTENCES = {"_": 1, "ngettext": 2}
PLACEHOLDER_WITHOUT_NAME = re.compile(r"(?<!%)%[^%(]")


def trees() -> dict[str, ast.Module]:
    """Return what Python reads in each module that speaks to the people who train and coach."""
    return {
        named(path): ast.parse(path.read_text(encoding="utf-8"))
        for path in python_files()
        if named(path).startswith(tuple(f"{package}/" for package in PACKAGES))
        and not named(path).startswith(IN_ENGLISH)
    }


def errors_in(modules: list[ast.Module]) -> list[ast.ClassDef]:
    """Return the classes that come from TrainingError, over however many steps."""
    classes = [
        node for module in modules for node in ast.walk(module) if isinstance(node, ast.ClassDef)
    ]
    known = {ROOT}
    found: list[ast.ClassDef] = []
    while more := [one for one in classes if one not in found and known & _bases(one)]:
        found += more
        known |= {one.name for one in more}
    return found


def _bases(one: ast.ClassDef) -> set[str]:
    return {ast.unparse(base).rpartition(".")[2] for base in one.bases}


def unmarked(error: ast.ClassDef) -> list[str]:
    """Return what the error says as it stands in the source, where that can't be translated."""
    return [
        ast.unparse(call.args[0])
        for call in _inits(error)
        if call.args and not _is_marked(call.args[0])
    ]


def _inits(error: ast.ClassDef) -> Iterator[ast.Call]:
    for node in ast.walk(error):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "super().__init__":
            yield node


def _is_marked(said: ast.expr) -> bool:
    """Whether it is ``_("…")`` or ``ngettext("…", "…", n)``, with named values or none."""
    if isinstance(said, ast.BinOp) and isinstance(said.op, ast.Mod):
        return isinstance(said.right, ast.Dict) and _is_marked(said.left)
    if not isinstance(said, ast.Call) or ast.unparse(said.func) not in SENTENCES:
        return False
    sentences = said.args[: SENTENCES[ast.unparse(said.func)]]
    return all(
        isinstance(one, ast.Constant)
        and isinstance(one.value, str)
        and not PLACEHOLDER_WITHOUT_NAME.search(one.value)
        for one in sentences
    )


def test_every_sentence_of_an_error_is_marked_for_translation() -> None:
    modules = trees()
    errors = errors_in(list(modules.values()))

    found = {one.name: said for one in errors if (said := unmarked(one))}

    assert len(errors) > 60
    assert found == {}


@pytest.mark.parametrize(
    ("said", "is_refused"),
    [
        ("'Choose a day.'", True),
        ("f'Choose {count} days.'", True),
        ("'Choose ' + name", True),
        ("_(f'Choose {count} days.')", True),
        ("_('Choose %d days.') % count", True),
        ("_('Choose %d days.')", True),
        ("ngettext('Choose %(n)d day.', f'{n} days', n) % {'n': n}", True),
        ("_('Choose a day.')", False),
        ("_('Choose %(count)d days, all 100%% of them.') % {'count': count}", False),
        ("ngettext('Choose %(n)d day.', 'Choose %(n)d days.', n) % {'n': n}", False),
    ],
)
def test_sentence_without_its_mark_is_found(said: str, *, is_refused: bool) -> None:
    source = f"""
class Refused(errors.TrainingError): ...
class DayMissing(Refused):
    def __init__(self):
        super().__init__({said})
"""
    _, error = errors_in([ast.parse(source)])

    assert bool(unmarked(error)) is is_refused


def test_every_language_on_offer_has_its_catalog() -> None:
    offered = {code for code, _ in settings.LANGUAGES}
    translated = {
        catalog.parts[-3]
        for folder in settings.LOCALE_PATHS
        for catalog in Path(folder).glob("*/LC_MESSAGES/django.po")
    }

    assert offered == {settings.LANGUAGE_CODE} | translated
