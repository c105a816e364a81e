"""docs/rules.md is what the code says, and leads to every rule."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from programs.engine.tables import phase_rules, seed_rules, sources
from programs.management.commands import write_rules
from programs.rulebook.code_rules import CODE_RULES
from programs.rulebook.contract_rules import bounds, carriers, contract
from programs.rulebook.figures import REPOSITORY, figures_in
from programs.rulebook.page import PAGE, rules_page
from programs.rulebook.topics import TOPICS, topic_of


@pytest.fixture(scope="module")
def page() -> str:
    return rules_page()


def test_page_is_what_the_code_says(page: str) -> None:
    assert PAGE.read_text(encoding="utf-8") == page, "run make docs"


def test_every_rule_of_the_table_has_one_topic_and_a_check() -> None:
    quantities = [quantity for known in TOPICS.values() for quantity in known]
    where = carriers()

    assert len(quantities) == len(set(quantities))
    assert [key for key, rule in phase_rules().items() if topic_of(rule) is None] == []
    assert [rule.key for rule in contract() if rule.key not in where] == []


def test_page_has_a_row_for_every_rule(page: str) -> None:
    keys = [*(rule.key for rule in contract()), *seed_rules(), *(rule.key for rule in CODE_RULES)]

    assert [key for key in keys if f"\n| {key} |" not in page] == []


def test_rule_for_rest_times_is_found_from_the_first_row_of_the_index(page: str) -> None:
    first = page.split("|---|---|---|\n")[1].splitlines()[0]

    assert first == (
        "| [Rest times](#rest-times) | H11, H12, H13, H14, ST14, ST15, ST16, P10, R04 | "
        "`programs/engine/checks/rest.py`, `programs/engine/checks/testing.py` |"
    )


def test_rows_show_bounds_unit_severity_and_source(page: str) -> None:
    rows = page.splitlines()

    assert (
        "| ST14 | strength: main lifts | rest between sets | 120 to 300 s | warning | "
        "seed band; over 2 min maximises strength in trained people | S05; Grgic 2018 | "
        "`programs/engine/checks/rest.py` rest_of_main_lifts |"
    ) in rows


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("H09", "at least 1 RIR"),
        ("H04", "at most 0.15 share"),
        ("H13", "at least 60 s"),
        ("ST13", "at least 1 share"),
        ("H35", "at most 0 sets"),
        ("ST29", "0.4 to 1"),
        ("R07", ""),
    ],
)
def test_bounds_in_words(rule: str, shown: str) -> None:
    assert bounds(phase_rules()[rule]) == shown


def test_figures_are_read_from_the_module_that_defines_them() -> None:
    assert dict(figures_in("programs.engine.progression.linear")) == {
        "DEFAULT_RPE_CAP": "9",
        "FAILS_TO_RESET": "3",
        "RESET_SHARE": "0.9",
    }


def test_rules_in_code_have_unique_keys_and_tests_and_figures_that_exist() -> None:
    paths = [path for rule in CODE_RULES for path in rule.tests]
    tables = [f"programs/data/tables/{name}.csv" for rule in CODE_RULES for name in rule.tables]

    assert len({rule.key for rule in CODE_RULES}) == len(CODE_RULES)
    assert [path for path in (*paths, *tables) if not (REPOSITORY / path).exists()] == []
    assert all(rule.tests for rule in CODE_RULES)


def test_every_progression_rule_is_on_the_page() -> None:
    folder = REPOSITORY / "programs" / "engine" / "progression"
    files = {f"progression.{path.stem}" for path in folder.glob("[a-z]*.py")}

    assert files - {module for rule in CODE_RULES for module in rule.modules} == set()


def test_every_file_of_the_engine_is_on_the_page(page: str) -> None:
    files = (REPOSITORY / "programs" / "engine").rglob("[a-z]*.py")

    assert [path.name for path in files if f"`{path.relative_to(REPOSITORY)}`" not in page] == []


def test_papers_that_rules_in_code_cite_are_among_the_sources() -> None:
    cited = [part.strip() for rule in CODE_RULES for part in rule.source.split(";")]
    papers = {part for part in cited if part[-4:].isdigit()}

    assert papers - set(sources()) == set()
    assert len(papers) >= 10


def test_command_writes_the_page_and_tells_when_it_is_outdated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    written = tmp_path / "rules.md"
    written.write_text("old")
    monkeypatch.setattr(write_rules, "PAGE", written)

    with pytest.raises(CommandError, match="run make docs"):
        call_command("write_rules", check=True)
    assert written.read_text() == "old"
    call_command("write_rules", stdout=StringIO())
    call_command("write_rules", check=True)

    assert written.read_text(encoding="utf-8") == page
