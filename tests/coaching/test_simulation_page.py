"""Simulating a version: what the athlete brings, the worked course, files, limits, who may."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from athletes.models import Athlete, KnownMax
from coaching.accounts.models import Membership
from coaching.exporters.progress import BYTE_ORDER_MARK
from coaching.queries.simulated import MOST_WEEKS
from programs.models import Exercise, ProgramVersion
from tests import make
from tests.coaching.console_rows import client_of
from tests.engine.programs_by_hand import calendar, program_of, slot, weeks

pytestmark = pytest.mark.django_db

ADD_IF_DONE = {
    "on": "slot",
    "slot": "a",
    "read": "ok",
    "bands": [
        {"when": [1, 1], "do": [{"verb": "add", "anchor": "w:squat", "value": 5}]},
        {"when": [0, 0], "do": [{"verb": "multiply", "anchor": "w:squat", "value": 0.9}]},
    ],
}
MONDAY = date(2024, 1, 1)
BROUGHT = {
    "run": 1,
    "who": "gym-lifter",
    "start_on": "2024-01-01",
    "mode": "adherence",
    "kit": "any",
    "gain_percent": 0,
    "loss_percent": "0,5",
    "rpe_bias": 0,
    "miss_percent": 0,
    "seed": 0,
    "max-0": 100,
}


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def client(coach: Membership) -> Client:
    return client_of(coach.user)


def squat() -> Exercise:
    """Return the catalogue's squat; with all others each test would take a second."""
    return make.exercise(slug="back-squat-high-bar", name="Squat")


def squats(coach: Membership, *, count: int = 4, days: int = 1, sets: int = 1) -> ProgramVersion:
    """Return a version of equal sessions: five squats with a weight that moves by the rule."""
    group = {"sets": sets, "reps": "5", "load": {"of": "w:squat"}}
    week = [{"day": day, "slots": [slot(group)]} for day in range(1, days + 1)]
    program = program_of(
        calendar([{"week": number, "days": week} for number in range(1, count + 1)]),
        anchors={"w:squat": 80},
        rules=[ADD_IF_DONE],
    )
    return make.version_of(program, organization=coach.organization, exercises={"Squat": squat()})


def address(version: ProgramVersion) -> str:
    return reverse("console:programs_programversion_simulate", args=[version.pk])


def run(client: Client, version: ProgramVersion, **changes: Any) -> Any:
    return client.get(address(version), {**BROUGHT, **changes})


def test_linear_progress_is_told_set_by_set_and_rule_by_rule(
    client: Client, coach: Membership
) -> None:
    page = run(client, squats(coach))

    assert page.status_code == 200
    weeks_lived = page.context["weeks"]
    # Five at RPE 10 are 86.3 % of 100: 80 and 85 go, 90 goes three times, then 0.9 of it.
    assert [week.sessions[0].lines for week in weeks_lived] == [
        (("Squat", "5 x 80 kg @8"),),
        (("Squat", "5 x 85 kg @9.5"),),
        (("Squat", "3 x 90 kg @9.5 (of 5)"),),
        (("Squat", "5 x 80 kg @8"),),
    ]
    rules = [week.rules[0] for week in weeks_lived]
    assert [(one.before, one.after, one.is_up) for one in rules] == [
        ("80 kg", "85 kg", True),
        ("85 kg", "90 kg", True),
        ("90 kg", "81 kg", False),
        ("81 kg", "86 kg", True),
    ]
    assert [week.starts_on for week in weeks_lived][:2] == [MONDAY, date(2024, 1, 8)]
    (chart,) = page.context["charts"]
    assert [(one.load, one.reps) for one in chart.lift.weeks] == [
        (80, 5), (85, 5), (90, 3), (80, 5),
    ]  # fmt: skip
    assert page.context["sets_chart"].startswith("<svg")


def test_end_of_the_phase_says_why(client: Client, coach: Membership) -> None:
    page = run(client, squats(coach))

    ((phase, ((word, week, decision),)),) = page.context["steps"]
    assert (phase.done, phase.asked, phase.ends_on) == (4, 4, date(2024, 1, 28))
    assert (word, week) == ("Went on", 4)
    assert decision.words in page.content.decode()


def test_misses_and_breaks_are_lived(client: Client, coach: Membership) -> None:
    page = run(client, squats(coach), missed="2", **{"after-0": 2, "weeks-0": 2})

    lived = page.context["weeks"]
    assert [week.done for week in lived][:2] == [1, 0]
    assert [week.break_weeks for week in lived][:3] == [0, 0, 2]
    # Two weeks away after the second week: the third begins on the fifth Monday.
    assert lived[2].starts_on == date(2024, 1, 29)
    assert lived[1].missed == lived[1].sessions
    assert lived[2].ramp_percent is not None


def test_seed_draws_the_same_misses_again(client: Client, coach: Membership) -> None:
    version = squats(coach, count=12)

    done = [
        [week.done for week in run(client, version, miss_percent=40, seed=seed).context["weeks"]]
        for seed in (1, 1, 2)
    ]

    assert done[0] == done[1] != done[2]


def test_page_begins_with_a_ready_profile(client: Client, coach: Membership) -> None:
    form = client.get(address(squats(coach))).context["form"]

    (row,) = form.other_rows
    assert (row.name, row.max.value(), row.stalls.value()) == ("Squat", 170, "6-8")
    assert form["missed"].value() == "5, 9"
    assert form["kit"].value() == "own"


def test_athlete_begins_with_own_maximum_equipment_and_unit(
    client: Client, coach: Membership
) -> None:
    version, athlete = squats(coach), make.athlete(coach=coach, name="Ana", units="LB")
    KnownMax.objects.create(
        organization=coach.organization,
        athlete=athlete,
        exercise=version.exercises.get().exercise,
        max_kg=Decimal("100"),
        said_at=make.NOW,
    )
    who = f"athlete-{athlete.pk}"

    form = client.get(address(version), {"who": who}).context["form"]
    page = run(client, version, who=who, kit="own", **{"max-0": "220.5"})

    # 100 kg are 220.46 lb; left as shown, it is the exact maximum again.
    assert form["max-0"].value() == Decimal("220.5")
    assert form["kit"].value() == "own"
    # 80 kg on the athlete's own bar and plates, read in pounds.
    assert page.context["weeks"][0].sessions[0].lines == (("Squat", "5 x 176.4 lb @8"),)
    assert page.context["real"].athlete == athlete


def test_training_max_is_the_one_that_assigning_would_give(
    client: Client, coach: Membership
) -> None:
    program = program_of(
        calendar(weeks(slot({"reps": "5", "load": {"of": "tm:squat", "percent": 80}}), count=1)),
        anchors={"tm:squat": 100},
    )
    version = make.version_of(
        program, organization=coach.organization, exercises={"Squat": squat()}
    )
    athlete = make.athlete(coach=coach)

    page = run(client, version, who=f"athlete-{athlete.pk}", kit="any", **{"max-0": "141"})

    # 0.9 x 141 is 126.9, 125 for a plan, and 80 % of that are 100; 101.5 would be lifted as 102.5.
    assert page.context["weeks"][0].sessions[0].lines == (("Squat", "5 x 100 kg @5"),)


def test_home_kit_replaces_and_says_so(client: Client, coach: Membership) -> None:
    page = run(client, squats(coach), kit="dumbbells")

    ((exercise, _sets),) = page.context["weeks"][0].sessions[0].lines
    assert exercise != "Squat"
    assert page.context["not_modeled"][0].startswith(f"Squat becomes {exercise}. ")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"max-0": "x"}, "max-0", "Write a number, such as 102.5."),
        ({"max-0": "-5"}, "max-0", "Write more than 0 and at most 2000 kg, or leave it empty."),
        (
            {"stalls-0": "8-6"},
            "stalls-0",
            "“8-6” can't be: write 1 to 520, the smaller number first.",
        ),
        (
            {"missed": "5, zwei"},
            "missed",
            "“zwei” can't be read: write numbers and ranges such as 5, 9, 12-14.",
        ),
        (
            {"after-0": 3},
            "weeks-0",
            "Fill in both: after which week, and for how many weeks.",
        ),
        (
            {"gain_percent": 11},
            "gain_percent",
            "Ensure this value is less than or equal to 10.",
        ),
    ],
)
def test_fault_stands_beside_its_field(
    client: Client, coach: Membership, changes: dict[str, Any], field: str, sentence: str
) -> None:
    page = run(client, squats(coach), **changes)

    assert page.status_code == 422
    assert page.context["form"].errors == {field: [sentence]}
    assert "steps" not in page.context
    name, typed = next(iter(changes.items()))
    assert page.context["form"][name].value() == str(typed)


def test_too_many_weeks_are_refused_in_words(client: Client, coach: Membership) -> None:
    page = run(client, squats(coach, count=MOST_WEEKS + 1))

    assert page.context["form"].non_field_errors() == [
        "A simulation takes 104 weeks and 20,000 sets at most; this program has 105 weeks and "
        "105 sets. Split it into two programs."
    ]


def test_too_many_sets_are_refused_in_words(client: Client, coach: Membership) -> None:
    page = run(client, squats(coach, days=7, count=30, sets=100))

    assert page.status_code == 422
    assert "this program has 30 weeks and 21,000 sets" in page.context["form"].non_field_errors()[0]


def test_files_hold_every_set(client: Client, coach: Membership) -> None:
    version = squats(coach)

    table, whole = (run(client, version, format=kind) for kind in ("csv", "json"))

    rows = list(csv.DictReader(io.StringIO(table.content.decode().removeprefix(BYTE_ORDER_MARK))))
    assert [(row["week"], row["load_kg"], row["reps"]) for row in rows] == [
        ("1", "80", "5"), ("2", "85", "5"), ("3", "90", "3"), ("4", "80", "5"),
    ]  # fmt: skip
    assert len(json.loads(whole.content)["weeks"]) == 4
    assert table.headers["Content-Disposition"].endswith('.csv"')


def test_file_never_begins_a_cell_with_a_formula(client: Client, coach: Membership) -> None:
    program = program_of(
        {**calendar(weeks(slot({"reps": "5"}, exercise="=cmd()"), count=1)), "name": "@now"}
    )
    version = make.version_of(program, organization=coach.organization)

    table = client.get(address(version), {**BROUGHT, "format": "csv"}).content.decode()

    assert ",'@now,'=cmd()," in table


def test_colleagues_athlete_and_unknown_profile_are_not_found(
    client: Client, coach: Membership
) -> None:
    version = squats(coach)
    colleague = make.membership(organization=coach.organization)
    theirs = make.athlete(coach=colleague)

    for who in (f"athlete-{theirs.pk}", "athlete-0", "athlete-x", "nobody", ""):
        assert client.get(address(version), {"who": who}).status_code == 404
    assert theirs.name not in client.get(address(version)).content.decode()


def test_version_of_another_organization_is_not_found(client: Client) -> None:
    stranger = make.membership()

    assert client.get(address(squats(stranger))).status_code == 404


def test_assistant_may_simulate(coach: Membership) -> None:
    helper = make.membership(organization=coach.organization, role=Membership.Role.ASSISTANT)

    assert run(client_of(helper.user), squats(coach)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_queries_for_any_number_of_athletes(
    client: Client,
    coach: Membership,
    count: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    version = squats(coach)
    athletes: list[Athlete] = [make.athlete(coach=coach) for _ in range(count)]
    run(client, version)

    with django_assert_num_queries(13):
        run(client, version, who=f"athlete-{athletes[0].pk}", kit="own")
