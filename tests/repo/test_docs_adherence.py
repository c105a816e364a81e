"""docs/adherence.md shows what the code computes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from programs.engine.adherence import counts, flags, measures, own_trend
from programs.engine.adherence.measures import DoneSet, Item, Session, count_sessions, tallied
from programs.engine.adherence.readings import PARTS, READINGS
from programs.engine.adherence.verdicts import phase_verdict
from programs.engine.goals import Goal
from programs.engine.timeline import MAKE_UP_DAYS
from programs.engine.units import rounded

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "adherence.md").read_text(encoding="utf-8")
ONE_LINE = " ".join(PAGE.split())
MONDAY = date(2025, 6, 2)
PARTS_IN_WORDS = {"session": "sessions", "sets": "sets", "volume": "volume"}


def item(name: str, sets: int, reps: int, load: str | None, *done: tuple[int, str]) -> Item:
    return Item(
        exercise=name,
        sets=sets,
        rep_floor=reps,
        load_kg=None if load is None else Decimal(load),
        basis="load",
        done=tuple(DoneSet(reps, Decimal(kg)) for reps, kg in done),
    )


def day(number: int, *items: Item, is_done: bool = True) -> Session:
    on = MONDAY + timedelta(days=number)
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return Session(key=str(number), on=on, items=items, completed_at=noon if is_done else None)


BENCH, ROW = item("bench", 3, 8, "60"), item("row", 3, 8, "50")
BENCH_DONE = item("bench", 3, 8, "60", *[(8, "60")] * 3)
ROW_DONE = item("row", 3, 8, "50", *[(8, "50")] * 3)
PRESS = replace(
    item("press", 3, 8, None),
    basis="rpe",
    rpe=Decimal(8),
    done=(DoneSet(8, Decimal(40), Decimal(9)), DoneSet(7, Decimal(40), Decimal("9.5"))),
)
EXAMPLES = {
    "A02": [
        day(0, BENCH_DONE, ROW_DONE),
        day(2, BENCH, ROW, is_done=False),
        day(4, BENCH_DONE, ROW_DONE),
    ],
    "A03": [day(0, BENCH_DONE, ROW)],
    "A05": [
        day(0, item("bench", 3, 8, "60", *[(8, "60")] * 5), item("row", 3, 8, "50", (8, "50")))
    ],
    "A08": [day(0, item("raise", 3, 12, "10", (12, "8.75"), (12, "11.25"), (12, "8.5")))],
    "A28": [
        day(0, BENCH_DONE, ROW_DONE),
        *(day(number, BENCH, ROW, is_done=False) for number in (2, 4, 7)),
        day(9, BENCH_DONE, ROW_DONE),
    ],
    "A35": [
        day(
            0,
            item("squat", 5, 3, "120", *[(3, "120")] * 5),
            PRESS,
            item("curl", 2, 12, "20"),
        )
    ],
}
TOO_LIGHT = [day(0, item("squat", 3, 5, "100", *[(5, "80")] * 3))]
OVERDONE = [day(0, item("squat", 2, 5, "60", *[(5, "60")] * 5))]


def counted(sessions: list[Session]) -> counts.Counts:
    return count_sessions(
        map(tallied, sessions),
        window=(MONDAY, MONDAY + timedelta(days=13)),
        as_of=datetime(2025, 6, 16, 6, tzinfo=UTC),
        zone="UTC",
    )


@pytest.mark.parametrize("case", EXAMPLES)
def test_row_of_an_example_is_what_the_code_computes(case: str) -> None:
    found = counted(EXAMPLES[case])
    whole = found.adherence()
    assert whole.composite is not None

    cells = (
        f"{found.attended}/{found.due}",
        f"{found.sets_done}/{found.sets_prescribed}",
        f"{whole.volume}",
        f"{found.compliant}/{found.evaluable}",
        f"{rounded(whole.composite, places=4)} {whole.status.replace('_', ' ')}",
    )

    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| {case}: ")]
    assert row.endswith(f" | {' | '.join(cells)} |")


def test_verdicts_on_the_page_are_the_codes() -> None:
    light, overdone = counted(TOO_LIGHT), counted(OVERDONE)

    assert f"> {phase_verdict(light, goal=Goal.STRENGTH).words}\n" in PAGE
    assert f"> {phase_verdict(light, goal=Goal.HYPERTROPHY).words}\n" in PAGE
    assert f"> {phase_verdict(overdone, goal=Goal.DELOAD).words}\n" in PAGE
    for found, told in ((light, "The composite is {}, on track"), (overdone, "composite is {}.")):
        assert told.format(rounded(found.adherence().composite or 0, places=4)) in ONE_LINE


@pytest.mark.parametrize("goal", Goal)
def test_phase_row_names_the_parts_that_carry_it(goal: Goal) -> None:
    leads = [PARTS_IN_WORDS.get(part, part) for part in PARTS if part in READINGS[goal].leads]
    overdose = READINGS[goal].overdose
    meaning = "as told: " if overdose is None else overdose.removeprefix("more work than asked ")

    assert f"| {goal} | {', '.join(leads)} | {meaning}" in PAGE


def test_flags_on_the_page_are_the_codes() -> None:
    raised = {line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `")}

    assert raised == set(flags.Flag.__args__)


@pytest.mark.parametrize(
    "phrase",
    [
        "{} sessions + {} sets + {} volume + {} intensity".format(
            *(rounded(weight, places=2) for weight in counts.WEIGHTS)
        ),
        f"From {rounded(counts.ON_TRACK_FROM, places=2)} it is *on track*",
        f"from {rounded(counts.AT_RISK_FROM, places=2)} *at risk*",
        f"at most {MAKE_UP_DAYS} days",
        f"provisional for {MAKE_UP_DAYS} days",
        f"at least {measures.ATTENDED_FROM * 100} % of the prescribed sets",
        f"within {measures.LOAD_TOLERANCE_SHARE * 100} % or "
        f"{rounded(measures.LOAD_TOLERANCE_KG, places=2)} kg",
        f"within {measures.RPE_TOLERANCE} RPE",
        f"under {rounded(flags.INTENSITY_FLAG_BELOW, places=2)}, "
        f"with {flags.INTENSITY_FLAG_SETS} judged sets",
        f"over {rounded(flags.RAW_VOLUME_FLAG_ABOVE, places=2)}, in any deload "
        f"over {rounded(flags.RAW_VOLUME_FLAG_ABOVE_IN_DELOAD, places=2)}",
        f"{counts.INTERRUPTED_FROM} sessions in a row",
        f"{own_trend.DROP_FROM * 100} points",
        f"at least {own_trend.FEWEST_EARLIER_WEEKS} |",
    ],
)
def test_figures_in_sentences_are_the_codes(phrase: str) -> None:
    assert phrase in ONE_LINE
