"""Sessions, choices within them and check-ins that phones send."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from athletes.actions.close_forgotten_sessions import close_forgotten_sessions
from athletes.actions.finish_session import finish_session
from athletes.actions.skip_session import skip_session
from athletes.models import (
    CheckIn,
    PlannedGroup,
    PlannedSession,
    SessionLog,
    SlotChoice,
    StrengthEstimate,
)
from tests import make
from tests.athletes.sync.phone import Phone

HOUR = timedelta(hours=1)


@pytest.fixture
def phone(db):
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    return Phone(athlete)


def session_of(phone, *, ordinal=1):
    return PlannedSession.objects.select_related("athlete").get(
        athlete=phone.athlete, ordinal=ordinal
    )


def bench(phone):
    return PlannedGroup.objects.get(session=session_of(phone), slot_key="bench-h")


def finished(phone, *, at=0, after=HOUR, **fields):
    said = {"completed_at": (make.NOW + after).isoformat(), **fields}
    return phone.op("session", session_of(phone).pk, at=at, **said)


def test_finish_closes_the_session_and_estimates_its_day(phone):
    phone.push(phone.put(bench(phone), reps=6, load_kg="70", rpe="8"))

    said = phone.said(finished(phone, session_rpe="7.5", note="Good."))

    log = SessionLog.objects.get()
    assert said == [("applied", "")]
    assert (log.started_at, log.completed_at) == (make.NOW, make.NOW + HOUR)
    assert (log.session_rpe, log.note, log.on) == (Decimal("7.5"), "Good.", date(2026, 3, 2))
    assert StrengthEstimate.objects.count() == 1


def test_finish_of_a_session_never_begun_begins_it(phone):
    phone.push(finished(phone))

    log = SessionLog.objects.get()
    assert (log.started_at, log.completed_at) == (make.NOW + HOUR, make.NOW + HOUR)


def test_start_said_late_stands_before_what_was_guessed(phone):
    phone.push(finished(phone))
    start = (make.NOW - HOUR).isoformat()

    phone.push(phone.op("session", session_of(phone).pk, at=1, started_at=start))

    log = SessionLog.objects.get()
    assert (log.started_at, log.completed_at) == (make.NOW - HOUR, make.NOW + HOUR)


def test_finish_before_its_start_ends_with_it(phone):
    start = (make.NOW + 2 * HOUR).isoformat()

    phone.push(finished(phone, started_at=start), now=make.NOW + 3 * HOUR)

    log = SessionLog.objects.get()
    assert (log.started_at, log.completed_at) == (make.NOW + 2 * HOUR,) * 2


def test_finish_taken_back_opens_the_session_again(phone):
    phone.push(phone.put(bench(phone)), finished(phone))

    phone.push(phone.op("session", session_of(phone).pk, at=1, completed_at=None))

    assert SessionLog.objects.get().completed_at is None


def test_finish_over_midnight_moves_the_day_and_its_estimate(phone):
    phone.push(phone.put(bench(phone), reps=6, load_kg="70", rpe="8"), finished(phone))

    phone.push(finished(phone, at=1, after=20 * HOUR), now=make.NOW + 21 * HOUR)

    assert SessionLog.objects.get().on == date(2026, 3, 3)
    assert [one.on for one in StrengthEstimate.objects.all()] == [date(2026, 3, 3)]


def test_true_time_of_a_session_closed_by_guess_stands(phone):
    phone.push(phone.put(bench(phone)))
    later = make.NOW + timedelta(days=3)
    close_forgotten_sessions(now=later)
    guessed = SessionLog.objects.get().completed_at

    said = phone.said(finished(phone, at=1, session_rpe="8"), now=later)

    log = SessionLog.objects.get()
    assert (guessed, said) == (make.NOW, [("applied", "")])
    assert (log.completed_at, log.session_rpe) == (make.NOW + HOUR, Decimal(8))


def test_finish_on_the_server_stands_over_an_earlier_one_of_the_phone(phone):
    now = make.NOW + 2 * HOUR
    finish_session(
        planned_session=session_of(phone), session_rpe=Decimal(6), note="", by=None, now=now
    )

    said = phone.said(finished(phone, session_rpe="9"), now=now)

    log = SessionLog.objects.get()
    assert said == [("superseded", "")]
    assert (log.completed_at, log.session_rpe) == (now, Decimal(6))


def test_skip_excuses_the_session_and_back(phone):
    key = session_of(phone).pk

    phone.push(phone.op("session", key, skip_reason="Travel."))
    skipped = session_of(phone).excused_for
    phone.push(phone.op("session", key, at=1, skip_reason=""))

    assert (skipped, session_of(phone).excused_for) == ("Travel.", "")
    assert not SessionLog.objects.exists()


def test_skip_by_the_form_stands_over_an_earlier_one_of_the_phone(phone):
    skip_session(planned_session=session_of(phone), reason="Ill.", by=None, now=make.NOW)

    early = phone.said(phone.op("session", session_of(phone).pk, at=-1, skip_reason="Travel."))
    late = phone.said(phone.op("session", session_of(phone).pk, at=1, skip_reason=""))

    assert (early, late) == ([("superseded", "")], [("applied", "")])
    assert session_of(phone).excused_for == ""


def test_swap_and_skip_of_an_exercise_are_kept_with_their_session(phone):
    key = f"{session_of(phone).pk}:bench-h"

    phone.push(phone.op("slot", key, exercise_name="Machine Press"))
    phone.push(phone.op("slot", key, at=2, skip_reason="No bench."))
    said = phone.said(phone.op("slot", key, at=1, exercise_name="", skip_reason="Busy."))

    choice = SlotChoice.objects.get()
    assert said == [("applied", "")]
    assert (choice.planned_session, choice.slot_key) == (session_of(phone), "bench-h")
    assert (choice.exercise_name, choice.skip_reason) == ("", "No bench.")


def test_check_in_keeps_each_value_by_who_said_it_last(phone):
    said = {"body_weight_kg": "81.4", "readiness": 4, "sleep": 2, "soreness": 5}
    phone.push(phone.op("check_in", "2026-03-02", at=2, **said))

    earlier = {"body_weight_kg": "80", "sleep": 4, "note": "Slept badly."}
    phone.push(phone.op("check_in", "2026-03-02", at=1, **earlier))

    row = CheckIn.objects.get()
    assert (row.on, row.body_weight_kg, row.readiness, row.note) == (
        date(2026, 3, 2),
        Decimal("81.4"),
        4,
        "Slept badly.",
    )
    assert (row.sleep, row.soreness) == (2, 5)


def test_check_in_said_while_finishing_stands_over_an_earlier_one(phone):
    now = make.NOW + HOUR
    finish_session(
        planned_session=session_of(phone),
        session_rpe=None,
        note="",
        by=None,
        now=now,
        readiness=2,
    )

    said = phone.said(phone.op("check_in", "2026-03-02", readiness=5, note="Fresh."), now=now)

    row = CheckIn.objects.get()
    assert (said, row.readiness, row.note) == ([("applied", "")], 2, "Fresh.")


def test_push_of_others_asks_the_same_for_one_and_three(phone, django_assert_num_queries):
    sessions = PlannedSession.objects.filter(athlete=phone.athlete).order_by("ordinal")
    keys = [session.pk for session in sessions[:8]]
    told = [
        (
            phone.op("session", key, note="Later."),
            phone.op("slot", f"{key}:squat", skip_reason="Sore."),
            phone.op("check_in", f"2026-02-{number:02}", readiness=3),
        )
        for number, key in enumerate(keys[:4], start=1)
    ]

    # The savepoint, opened and released; operations with the revision; choices: sessions, rows,
    # writing; sessions: them, begun, their values; check-ins: rows, writing.
    expected = 2 + 1 + 3 + 3 + 2
    with django_assert_num_queries(expected):
        phone.push(*told[0])
    with django_assert_num_queries(expected):
        phone.push(*told[1], *told[2], *told[3])
