"""What a session's groups add up to, kept on its log beside whatever changes them."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.db import connection

from athletes.actions.finish_session import finish_session
from athletes.actions.log_sets import log_sets
from athletes.actions.session_totals import keep_totals
from athletes.actions.undo_set import undo_set
from athletes.models import PlannedGroup, PlannedSession, SessionLog
from athletes.models.log import TOTALS
from programs.engine.program import read_program
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.logging import entry, whole_session
from tests.athletes.test_log_branches import PROGRAM as BRANCHES

pytestmark = pytest.mark.django_db

ANCHORS = {"rm:bench": Decimal(100), "rm:squat": Decimal(150)}
NONE = (None,) * len(TOTALS)


@pytest.fixture
def session() -> PlannedSession:
    athlete = make.athlete()
    make.plan(athlete=athlete, anchors={athlete.pk: ANCHORS})
    return PlannedSession.objects.select_related("athlete").get(athlete=athlete, ordinal=1)


def _kept(session: PlannedSession) -> tuple[object, ...]:
    totals: tuple[object, ...] = SessionLog.objects.values_list(*TOTALS).get(
        planned_session=session
    )
    return totals


def _asked(session: PlannedSession) -> int:
    return sum(session.groups.values_list("sets", flat=True))


def test_totals_add_up_groups_with_sets_and_without(session: PlannedSession) -> None:
    group = session.groups.get(position=1)
    sets = [entry(group, reps=8), entry(group, load_kg=Decimal(65))]

    log_sets(athlete=session.athlete, sets=sets, by=None, now=make.NOW)

    # 950 of the 1260 owed, of three sets; 65 is more than 5 % below 70.
    volume = Decimal("2.261904761904761904761904761905")
    assert (group.sets, group.load_kg) == (3, 70)
    assert _kept(session) == (_asked(session), 2, 1, 2, volume, volume)


def test_volume_beyond_what_was_owed_is_raw_alone(session: PlannedSession) -> None:
    group = session.groups.get(position=1)
    sets = [entry(group, reps=12) for _ in range(group.sets)]

    log_sets(athlete=session.athlete, sets=sets, by=None, now=make.NOW)

    assert _kept(session)[-2:] == (3, 6)


def test_set_taken_back_is_taken_off_the_totals(session: PlannedSession) -> None:
    rows = whole_session(session.athlete, session, at=make.NOW)
    full = _kept(session)

    undo_set(athlete=session.athlete, set_id=rows[0].pk, by=None, now=make.NOW)

    asked = _asked(session)
    assert full[:2] == (asked, asked)
    assert _kept(session)[:2] == (asked, asked - 1)
    _assert_added_up(session)


def test_session_finished_without_a_set_keeps_none(session: PlannedSession) -> None:
    finish_session(planned_session=session, session_rpe=None, note="", by=None, now=make.NOW)

    assert _kept(session) == NONE


def test_optional_and_warm_up_groups_owe_nothing(session: PlannedSession) -> None:
    groups = session.groups.order_by("position")
    groups.filter(pk=groups[0].pk).update(is_optional=True)
    groups.filter(pk=groups[1].pk).update(intent="warmup")

    log_sets(athlete=session.athlete, sets=[entry(groups[2])], by=None, now=make.NOW)

    owed = [group.sets for group in groups if not group.is_optional and group.intent != "warmup"]
    assert len(owed) == len(groups) - 2
    assert _kept(session)[:2] == (sum(owed), 1)


def test_groups_that_follow_from_a_result_count_while_it_stands() -> None:
    athlete = make.athlete()
    version = make.version_of(read_program(BRANCHES), organization=athlete.organization)
    make.plan(athlete=athlete, version=version, anchors={athlete.pk: {"rm:squat": Decimal(100)}})
    top = PlannedGroup.objects.get(athlete=athlete, session__ordinal=1, position=1)

    (row,) = log_sets(athlete=athlete, sets=[entry(top, reps=6)], by=None, now=make.NOW)
    opened = _kept(top.session)
    undo_set(athlete=athlete, set_id=row.pk, by=None, now=make.NOW)

    # One set and the two that followed, then the first alone; six reps of three asked.
    assert opened == (3, 1, 1, 1, 1, 2)
    assert _kept(top.session) == (1, 0, 0, 0, 0, 0)


def test_totals_of_one_session_leave_others_alone(session: PlannedSession) -> None:
    other = PlannedSession.objects.get(athlete=session.athlete, ordinal=2)
    whole_session(session.athlete, other, at=make.NOW)
    before = _kept(other)

    whole_session(session.athlete, session, at=make.NOW)

    assert _kept(other) == before


def test_migration_adds_up_what_was_logged_before() -> None:
    plan = by_hand.make_plan("strength")
    by_hand.train(plan, sessions=2)
    by_hand.tally(plan.sessions.get(ordinal=1), volume_done=700)
    by_hand.group(plan.sessions.get(ordinal=2), is_optional=True, sets_credited=3)
    wanted = [_kept(session) for session in plan.sessions.filter(ordinal__lte=2)]
    SessionLog.objects.update(**dict.fromkeys(TOTALS))
    fill = import_module("athletes.migrations.0022_fill_session_totals").FILL

    with connection.cursor() as cursor:
        cursor.execute(fill)

    assert wanted[0][-1] == Decimal("1.4")
    assert [_kept(session) for session in plan.sessions.filter(ordinal__lte=2)] == wanted


def _assert_added_up(session: PlannedSession) -> None:
    kept = _kept(session)
    keep_totals(sessions=[session.pk])
    assert _kept(session) == kept
