"""What follows inside a session from the result just noted."""

from decimal import Decimal

import pytest

from athletes.actions.finish_session import finish_session
from athletes.actions.log_sets import log_sets
from athletes.actions.undo_set import undo_set
from athletes.models import PlannedGroup, PlannedSession
from programs.engine.program import read_program
from tests import make
from tests.athletes.logging import entry

pytestmark = pytest.mark.django_db

TOP = {
    "sets": 1,
    "reps": "3+",
    "load": {"of": "rm:squat", "percent": 90},
    "report": "top",
    "then": [
        {
            "when": [5, None],
            "do": [{"verb": "add", "anchor": "rm:squat", "value": 10}],
            "groups": [{"sets": 2, "reps": "3", "load": {"of": "rm:squat", "percent": 80}}],
        },
        {"when": [None, 2], "groups": [{"sets": 3, "reps": "5", "load": {"kg": 60}}]},
    ],
}
PROGRAM = {
    "format": "program/1",
    "name": "Top set decides",
    "anchors": {"rm:squat": 100},
    "mesocycles": [
        {
            "name": "Peak",
            "goal": "strength",
            "schedule": {"kind": "calendar"},
            "weeks": [
                {
                    "week": week,
                    "days": [
                        {"day": 1, "slots": [{"key": "s", "exercise": "Squat", "groups": [TOP]}]}
                    ],
                }
                for week in (1, 2)
            ],
        }
    ],
}


@pytest.fixture
def athlete():
    athlete = make.athlete()
    version = make.version_of(read_program(PROGRAM), organization=athlete.organization)
    make.plan(athlete=athlete, version=version, anchors={athlete.pk: {"rm:squat": Decimal(100)}})
    return athlete


def groups_of(athlete, ordinal=1):
    groups = PlannedGroup.objects.filter(athlete=athlete, session__ordinal=ordinal)
    rows = groups.order_by("position")
    return list(rows.values_list("position", "sets", "reps", "load_kg", "is_branch"))


def log_top(athlete, reps):
    group = PlannedGroup.objects.get(athlete=athlete, session__ordinal=1, position=1)
    (row,) = log_sets(athlete=athlete, sets=[entry(group, reps=reps)], by=None, now=make.NOW)
    return row


TOP_SET = (1, 1, "3+", Decimal(90), False)


def test_a_result_opens_the_branch_it_matches(athlete):
    assert groups_of(athlete) == [TOP_SET]

    log_top(athlete, reps=6)

    # The branch first adds 10 kg: 80 % of 110 is 88, made as 87.5.
    assert groups_of(athlete) == [TOP_SET, (2, 2, "3", Decimal("87.5"), True)]


def test_a_result_without_a_branch_opens_none(athlete):
    log_top(athlete, reps=4)

    assert groups_of(athlete) == [TOP_SET]


def test_a_corrected_result_opens_the_other_branch(athlete):
    wrong = log_top(athlete, reps=6)
    undo_set(athlete=athlete, set_id=wrong.pk, by=None, now=make.NOW)
    assert groups_of(athlete) == [TOP_SET]

    log_top(athlete, reps=1)

    assert groups_of(athlete) == [TOP_SET, (2, 3, "5", Decimal(60), True)]


def test_a_branch_with_logged_sets_stays(athlete):
    top = log_top(athlete, reps=6)
    branch = PlannedGroup.objects.get(athlete=athlete, is_branch=True)
    log_sets(athlete=athlete, sets=[entry(branch)], by=None, now=make.NOW)

    undo_set(athlete=athlete, set_id=top.pk, by=None, now=make.NOW)

    assert groups_of(athlete) == [TOP_SET, (2, 2, "3", Decimal("87.5"), True)]


def test_what_a_branch_changed_holds_for_the_next_session(athlete):
    log_top(athlete, reps=6)
    session = PlannedSession.objects.get(athlete=athlete, ordinal=1)

    finish_session(planned_session=session, session_rpe=None, note="", by=None, now=make.NOW)

    # 90 % of 110 is 99, made as 100 of the athlete's plates.
    assert groups_of(athlete, 2) == [(1, 1, "3+", Decimal(100), False)]
