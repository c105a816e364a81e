"""The page docs/rules.md, as text."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from programs.engine.tables import PhaseRule, seed_rules
from programs.rulebook.code_rule import ENGINE, CodeRule
from programs.rulebook.code_rules import CODE_RULES
from programs.rulebook.contract_rules import (
    Carrier,
    bounds,
    carriers,
    contract,
    trace_of_seed,
)
from programs.rulebook.figures import REPOSITORY, figures_in, first_line, path_of
from programs.rulebook.topics import SEED_TOPIC, TOPICS, topic_of

PAGE = REPOSITORY / "docs" / "rules.md"
ENGINE_FILES = REPOSITORY / "programs" / "engine"
TESTS = REPOSITORY / "tests" / "engine"
TABLES = "programs/data/tables"

HEAD = """# Where each training rule is

Written by `make docs` from the code's own tables; edit those, not this page.

Rules are pure functions in `programs/engine`. The figures of the phase contract stand in
`programs/data/tables/phase_rules.csv`, the others in named constants at the top of the file that
uses them or in another table there. To change one: change the figure or the function, then the
test that fails, then the source beside it, then run `make docs`.

A source such as *Grgic 2018* is a key of `programs/data/tables/sources.csv`, which has the
citation and how far it was verified; *S05* is a rule of the seed, *spec 2.3* a section of the
domain specification, *heuristic* a choice made here. Bounds are inclusive. An **error** is a breach
that no such phase should have, a **warning** one that a coach must have meant, **advice** is worth
a look.
"""
CONTRACT_HEAD = """## The phase contract

`manage.py check_program FILE` judges a program by these. For one quantity at one place only the
gravest broken rule is reported.
"""
CODE_HEAD = """## Rules that act

`make cases` runs the case files; `make cases CASES_DIR=FOLDER` those of another folder.
"""
SEED_HEAD = """## The seed's rules

Which checks carry each rule of the article that the product began with, and why some can't be
checked (`programs/engine/checks/seed.py`).
"""


def rules_page() -> str:
    """Return the page: an index by topic, the phase contract, the rules that act, the seed."""
    return "\n".join(
        chain(
            [HEAD],
            _index(),
            _contract(),
            _rules_that_act(),
            _seed(),
            _check_files(),
            _other_files(),
        )
    )


def _index() -> Iterable[str]:
    where = carriers()
    yield "## Find a rule\n"
    yield from _table(("looking for", "rules", "files"), [*_contract_index(where), *_code_index()])
    yield "By phase:\n"
    yield from _table(("phase", "rules"), _phase_index())


def _contract_index(where: Mapping[str, tuple[Carrier, ...]]) -> Iterable[tuple[str, ...]]:
    for topic in (*TOPICS, SEED_TOPIC):
        rules = [rule.key for rule in _in_topic(topic)]
        paths = {one.path: None for rule in rules for one in where.get(rule, ())}
        yield _link(topic), ", ".join(rules), ", ".join(map(_code, paths))


def _phase_index() -> Iterable[tuple[str, ...]]:
    for phase in dict.fromkeys(rule.phase for rule in contract()):
        yield phase, ", ".join(rule.key for rule in contract() if rule.phase == phase)


def _code_index() -> Iterable[tuple[str, ...]]:
    for topic in dict.fromkeys(rule.topic for rule in CODE_RULES):
        rules = [rule for rule in CODE_RULES if rule.topic == topic]
        paths = {path: None for rule in rules for path in _paths(rule)}
        yield _link(topic), ", ".join(rule.key for rule in rules), ", ".join(map(_code, paths))


def _contract() -> Iterable[str]:
    where = carriers()
    yield CONTRACT_HEAD
    for topic in (*TOPICS, SEED_TOPIC):
        yield f"### {topic}\n"
        yield from _table(
            ("rule", "phase: scope", "quantity", "bounds", "severity", "why", "source", "check"),
            [_contract_row(rule, where.get(rule.key, ())) for rule in _in_topic(topic)],
        )


def _contract_row(rule: PhaseRule, checked_by: Sequence[Carrier]) -> tuple[str, ...]:
    return (
        rule.key,
        f"{rule.phase}: {rule.scope}",
        rule.quantity,
        bounds(rule),
        rule.severity,
        rule.rationale,
        rule.source,
        _places(checked_by),
    )


def _places(checked_by: Sequence[Carrier]) -> str:
    """Name each file once, with its functions."""
    functions: dict[str, list[str]] = {}
    for one in checked_by:
        functions.setdefault(one.path, []).append(one.function)
    return ", ".join(f"{_code(path)} {', '.join(kept)}" for path, kept in functions.items())


def _rules_that_act() -> Iterable[str]:
    yield CODE_HEAD
    for topic in dict.fromkeys(rule.topic for rule in CODE_RULES):
        yield f"### {topic}\n"
        yield from _table(
            ("rule", "what it says", "code", "figures", "source", "test"),
            [_code_row(rule) for rule in CODE_RULES if rule.topic == topic],
        )


def _code_row(rule: CodeRule) -> tuple[str, ...]:
    named = chain.from_iterable(figures_in(f"{ENGINE}.{module}") for module in rule.modules)
    figures = [f"{name.lower().replace('_', ' ')} {value}" for name, value in named]
    tables = [_code(f"{TABLES}/{table}.csv") for table in rule.tables]
    return (
        rule.key,
        rule.statement,
        ", ".join(map(_code, _paths(rule))),
        "; ".join([*tables, *figures]),
        rule.source,
        ", ".join(map(_code, rule.tests)),
    )


def _seed() -> Iterable[str]:
    yield SEED_HEAD
    yield from _table(
        ("rule", "what it says", "checks", "other code", "not checkable because"),
        [
            (
                trace.key,
                seed_rules()[trace.key].meaning,
                ", ".join(trace.checks),
                ", ".join(_reference(one) for one in trace.code),
                trace.not_checkable,
            )
            for trace in trace_of_seed()
        ],
    )


def _check_files() -> Iterable[str]:
    """List the files of checks with the tests that name their rules."""
    rules: dict[str, list[str]] = {}
    for rule, checked_by in carriers().items():
        for path in {one.path: None for one in checked_by}:
            rules.setdefault(path, []).append(rule)
    yield "## Tests of the phase contract\n"
    yield from _table(
        ("file", "rules", "tests"),
        [
            (_code(path), ", ".join(kept), ", ".join(map(_code, _tests_naming(kept))))
            for path, kept in sorted(rules.items())
        ],
    )


def _other_files() -> Iterable[str]:
    """List the files of the engine that no table above names, by what they say of themselves."""
    named = {path for rule in CODE_RULES for path in _paths(rule)}
    named |= {one.path for checked_by in carriers().values() for one in checked_by}
    paths = {str(path.relative_to(REPOSITORY)): path for path in ENGINE_FILES.rglob("[a-z]*.py")}
    yield "## Other files of the engine\n"
    yield from _table(
        ("file", "what is there"),
        [(_code(path), first_line(paths[path])) for path in sorted(paths.keys() - named)],
    )


def _tests_naming(rules: Sequence[str]) -> list[str]:
    return [
        str(path.relative_to(REPOSITORY))
        for path in sorted(TESTS.glob("test_checks_*.py"))
        if any(f'"{rule}"' in path.read_text(encoding="utf-8") for rule in rules)
    ]


def _in_topic(topic: str) -> list[PhaseRule]:
    if topic == SEED_TOPIC:
        return [rule for rule in contract() if topic_of(rule) is None]
    return [rule for rule in contract() if topic_of(rule) == topic]


def _paths(rule: CodeRule) -> list[str]:
    return [path_of(f"{ENGINE}.{module}") for module in rule.modules]


def _reference(named: str) -> str:
    module, _, function = named.partition(":")
    return f"{_code(path_of(module))} {function}"


def _link(topic: str) -> str:
    kept = "".join(letter for letter in topic.lower() if letter.isalnum() or letter in " -")
    return f"[{topic}](#{kept.replace(' ', '-')})"


def _code(path: str) -> str:
    return f"`{path}`"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""
