"""The documentation points at what exists."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")])
TOP = ("programs/", "athletes/", "coaching/", "tests/", "docs/", "templates/", "static/", "docker/")
PATH = re.compile(r"`([\w./-]+)`")
NAME = re.compile(r"`([a-z]+(?:_[a-z]+)+)`")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def named_paths(text: str) -> set[str]:
    return {word for word in PATH.findall(text) if word.startswith(TOP)}


def test_there_are_pages_that_name_paths() -> None:
    rules = (REPOSITORY / "docs" / "rules.md").read_text(encoding="utf-8")

    assert {
        "programs/engine/phases/decision.py",
        "programs/data/tables/gap_policy.csv",
    } <= named_paths(rules)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_every_path_and_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = {link for link in LINK.findall(text) if "://" not in link}

    missing = [path for path in named_paths(text) if not (REPOSITORY / path).exists()]
    broken = [link for link in links if not (page.parent / link).exists()]

    assert (missing, broken) == ([], [])


def test_every_name_that_operators_are_told_to_look_for_is_in_the_code() -> None:
    """Of a log's events, metrics, jobs and roles."""
    operations = (REPOSITORY / "docs" / "operations.md").read_text(encoding="utf-8")
    packages = ("athletes", "coaching", "docker")
    files = [file for package in packages for file in (REPOSITORY / package).rglob("*.*")]
    code = "".join(one.read_text("utf-8") for one in files if one.suffix in {".py", ".sql"})
    named = set(NAME.findall(operations))

    unknown = [name for name in sorted(named) if name.removeprefix("phasewise_") not in code]

    assert len(named) > 10
    assert unknown == []
