"""One stylesheet for every page but the console's, joined from its parts."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finder
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from coaching.static_files import CONSOLE, PARTS, JoinedStylesFinder, style_parts
from tests import make

LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
RULE = re.compile(r"([^{}]+)\{")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"\.([a-z][\w-]*)", re.IGNORECASE)
FOUNDATION = {"tokens", "base", "frame", "components", "forms", "training", "print"}
PUBLIC = ("front", "offline", "account_login", "account_signup")
# Where the word of a class may be written.
WRITTEN = {"templates": "*.html", "static/js": "*.js", "athletes": "*.py", "coaching": "*.py"}


def classes_of(part: Path) -> set[str]:
    """Return the classes that a part has rules for."""
    selectors = RULE.findall(COMMENT.sub("", part.read_text()))
    return {name for selector in selectors for name in CLASS.findall(selector)}


def defined_by(part: Path) -> set[str]:
    """Return the classes that stand first in a selector: the part's own."""
    selectors = ",".join(RULE.findall(COMMENT.sub("", part.read_text()))).split(",")
    return {found[0] for selector in selectors if (found := CLASS.findall(selector))}


def words_of_pages() -> str:
    folders = ((settings.BASE_DIR / folder, name) for folder, name in WRITTEN.items())
    return "\n".join(path.read_text() for folder, name in folders for path in folder.rglob(name))


def is_written(name: str, *, words: str) -> bool:
    """Report whether a class stands in a page, as a word or put together from block and state."""
    if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", words):
        return True
    block, found, _ = name.rpartition("--")
    return bool(found) and re.search(rf"{re.escape(block)}--(\{{|\$\{{)", words) is not None


def test_every_part_is_joined_once_or_the_console_s() -> None:
    names = [path.stem for path in style_parts()]

    assert sorted([*names, *CONSOLE]) == sorted(path.stem for path in PARTS.glob("*.css"))
    assert names[0] == "tokens"
    assert names[-1] == "print"


def test_found_file_holds_every_part() -> None:
    found = finders.find("css/phasewise.css")

    assert isinstance(found, str)
    assert Path(found).read_text() == "\n".join(path.read_text() for path in style_parts())


def test_file_is_written_anew_when_a_part_changed(tmp_path: Path) -> None:
    with override_settings(JOINED_STYLES=tmp_path):
        finder = JoinedStylesFinder()
    found = finder.find("css/phasewise.css")
    assert found == str(tmp_path / "css" / "phasewise.css")
    whole = Path(found).read_text()
    Path(found).write_text("/* an older one */")

    again = finder.find("css/phasewise.css")

    assert again == found
    assert Path(found).read_text() == whole
    assert [path.name for path in (tmp_path / "css").iterdir()] == ["phasewise.css"]


def test_other_names_are_left_to_other_finders() -> None:
    finder = get_finder("coaching.static_files.JoinedStylesFinder")

    assert finder.find("css/tokens.css") == []
    assert [path for path, _ in finder.list(None)] == ["css/phasewise.css"]


@pytest.mark.django_db
def test_every_page_asks_for_one_stylesheet(client: Client) -> None:
    asked = {name: LINK.findall(client.get(reverse(name)).content.decode()) for name in PUBLIC}
    athlete = make.athlete(user=make.user())
    session = make.plan(athlete=athlete).sessions.order_by("ordinal").first()
    client.force_login(athlete.user)

    for name in ("today", "week", "plan", "progress", "history", "athlete_settings"):
        asked[name] = LINK.findall(client.get(reverse(name)).content.decode())
    page = client.get(reverse("session", args=[session.pk])).content.decode()
    asked["session"] = LINK.findall(page)

    assert asked == {name: ["/static/css/phasewise.css"] for name in asked}


def test_no_page_but_the_console_s_names_styles_of_its_own() -> None:
    pages = (settings.BASE_DIR / "templates").rglob("*.html")
    outside = [path for path in pages if "console" not in path.parts]

    assert len(outside) > 50
    assert [path.name for path in outside if "block styles" in path.read_text()] == []


def test_parts_named_by_their_pages_define_nothing_twice() -> None:
    """Their order must not matter: what two of them share belongs into components."""
    owner: dict[str, str] = {}
    twice = {
        (name, owner[name], part.stem)
        for part in style_parts()
        if part.stem not in FOUNDATION
        for name in defined_by(part)
        if owner.setdefault(name, part.stem) != part.stem
    }

    assert twice == set()


def test_every_rule_is_used() -> None:
    words = words_of_pages()
    names = {(part.stem, name) for part in style_parts() for name in classes_of(part)}

    assert len(names) > 200
    assert {one for one in names if not is_written(one[1], words=words)} == set()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("card", True), ("card--quiet", True), ("steps__step--now", True), ("car", False)],
)
def test_use_is_told_from_its_absence(name: str, expected: bool) -> None:
    words = 'class="card card--quiet steps__step--{{ week.state }}"'

    assert is_written(name, words=words) is expected
