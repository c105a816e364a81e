"""README.md tells the truth: its commands, links, sign-ins and pictures."""

import re
from pathlib import Path

from coaching.demo_accounts import DEMO_ACCOUNTS

REPOSITORY = Path(__file__).resolve().parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
TOP = README.partition("\n## ")[0]
SCREENSHOTS = REPOSITORY / "docs" / "screenshots"
LARGEST_PICTURE = 250 * 1024


def test_readme_begins_with_the_two_commands() -> None:
    (block,) = re.findall(r"```sh\n(.+?)```", TOP, flags=re.DOTALL)

    commands = [line.partition("#")[0].strip() for line in block.splitlines()]

    assert commands == ["make up", "make test"]


def test_readme_commands_are_targets_of_the_makefile() -> None:
    makefile = (REPOSITORY / "Makefile").read_text()
    targets = set(re.findall(r"^(\w+):", makefile, flags=re.MULTILINE))

    named = set(re.findall(r"^make (\w+)|`make (\w+)`", README, flags=re.MULTILINE))

    assert {first or second for first, second in named} - targets == set()


def test_readme_links_lead_to_files() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)

    assert len(links) > 10
    assert [link for link in links if not (REPOSITORY / link).exists()] == []


def test_readme_folders_of_tests_exist() -> None:
    folders = re.findall(r"`(tests/\w+)`", README)

    assert folders == ["tests/engine", "tests/browser", "tests/access"]
    assert all((REPOSITORY / folder).is_dir() for folder in folders)


def test_readme_sign_ins_are_the_demos() -> None:
    rows = re.findall(r"^\| (.+?) \| `(.+?@.+?)` \| `(.+?)` \|$", README, flags=re.MULTILINE)

    assert [(email, password) for _, email, password in rows] == [
        (account.email, account.password) for account in DEMO_ACCOUNTS
    ]
    for (words, _, _), account in zip(rows, DEMO_ACCOUNTS, strict=True):
        assert words.startswith(account.role.lower().replace("_", " "))


def test_readme_shows_every_picture_there_is_and_no_other() -> None:
    shown = re.findall(r"!\[.+?\]\(docs/screenshots/(.+?)\)", README, flags=re.DOTALL)

    assert sorted(shown) == sorted(path.name for path in SCREENSHOTS.iterdir())


def test_pictures_are_light_png_files() -> None:
    pictures = list(SCREENSHOTS.iterdir())

    assert all(path.read_bytes().startswith(b"\x89PNG\r\n") for path in pictures)
    assert [path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE] == []


def test_readme_counts_the_exercises_that_are_there() -> None:
    table = REPOSITORY / "programs" / "data" / "tables" / "exercises.csv"
    exercises = len(table.read_text(encoding="utf-8").splitlines()) - 1

    assert f"{exercises} with muscles, equipment and substitutes" in README
