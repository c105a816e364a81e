"""The one statement says byte for byte what the engine says: cases, and plans at random."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from athletes.actions.session_totals import keep_totals
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.actions.summary_statement import FIGURES
from athletes.models import (
    Absence,
    PhaseSummary,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    SessionLog,
    WeeklyAdherence,
)
from programs.engine.adherence.measures import Pause, Session, count_sessions, tallied, tally
from programs.engine.timeline import local_date
from programs.engine.units import rounded
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.summaries_by_engine import expected_summaries, figures_of
from tests.engine.case_runners.adherence import read_pause, read_session
from tests.engine.case_runners.values import read_json
from tests.engine.test_cases_all import CASES as ENGINE_CASES

pytestmark = pytest.mark.django_db

CASES = [row for kind, row in ENGINE_CASES if kind == "adherence"]
ZONES = ("UTC", "America/New_York", "Asia/Tokyo", "Pacific/Honolulu", "Africa/Cairo")
PLANS = 210
WEEKS = 5
NOW = datetime(2026, 3, 27, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["case_id"])
def test_case_is_counted_as_the_engine_counts_it(row: dict[str, str]) -> None:
    given = read_json(row["input_json"])
    sessions = [read_session(one) for one in given["sessions"]]
    pauses = [read_pause(one) for one in given.get("pauses") or []]
    as_of = datetime.fromisoformat(given["as_of"])
    first_on, last_on = (date.fromisoformat(day) for day in given["window"])
    extras = int(given.get("unlinked_sessions") or 0)
    phase = _phase_of(sessions, zone=given["tz"], window=(first_on, last_on))
    _away(phase, pauses=pauses, extras=extras, on=first_on)

    summarize_adherence(now=as_of, plans=[phase.plan])

    counts = count_sessions(
        (tallied(one) for one in sessions),
        window=(first_on, last_on),
        as_of=as_of,
        zone=given["tz"],
        pauses=pauses,
        unlinked_sessions=extras,
    )
    kept = PhaseSummary.objects.values(*FIGURES).get()
    assert kept == {**figures_of(counts), "sealed_at": None}
    assert (kept["due"], kept["status"]) == (int(row["due"]), row["status"])


def test_plans_at_random_are_counted_as_the_engine_counts_them() -> None:
    rolls = random.Random(4)
    organization = make.organization(week_start=6)
    version = by_hand.version(organization=organization, mesocycles=by_hand.cycles("strength"))
    plans = [_plan_at_random(version, rolls) for _ in range(PLANS)]

    # Most first weeks are sealed by then, and stay as they are.
    summarize_adherence(now=NOW - timedelta(days=7))
    summarize_adherence(now=NOW)

    compared = 0
    for plan in Plan.objects.filter(pk__in=plans).select_related("athlete__organization"):
        expected = expected_summaries(plan, now=NOW)
        assert _kept(plan) == expected
        compared += len(expected)
    assert compared > 4 * PLANS
    # What the plans at random must have shown, or the comparison says little.
    weeks = WeeklyAdherence.objects
    assert weeks.filter(sealed_at=None).count() > PLANS
    assert weeks.exclude(sealed_at=None).count() > PLANS
    for name in ("partial", "moved", "excused", "paused", "extra", "pending", "evaluable"):
        assert weeks.filter(**{f"{name}__gt": 0}).count() > PLANS // 20, name
    assert weeks.filter(is_interrupted=True).exists()
    assert weeks.values("status").distinct().count() == 4


def _kept(plan: Plan) -> dict[tuple[str, date | int], dict[str, Any]]:
    weeks = WeeklyAdherence.objects.filter(plan=plan).values("week_on", *FIGURES)
    phases = PhaseSummary.objects.filter(phase__plan=plan).values("phase_id", *FIGURES)
    return {
        **{("week", row.pop("week_on")): row for row in weeks},
        **{("phase", row.pop("phase_id")): row for row in phases},
    }


def _phase_of(sessions: list[Session], *, zone: str, window: tuple[date, date]) -> PlanPhase:
    athlete = make.athlete()
    version = by_hand.version(
        organization=athlete.organization, mesocycles=by_hand.cycles("strength")
    )
    plan = by_hand.plan(athlete=athlete, version=version, starts_on=window[0], time_zone=zone)
    phase = by_hand.phase(plan, weeks=2)
    for session in sessions:
        row = by_hand.session(
            phase,
            on=session.on,
            is_cancelled=session.is_cancelled,
            excused_for="Ill" if session.is_excused else "",
        )
        row.groups.all().delete()
        for item in session.items:
            counted = tally(item)
            owed = Decimal(item.sets * max(item.rep_floor, 1)) * (item.load_kg or 1)
            by_hand.group(
                row,
                sets=item.sets,
                sets_credited=counted.sets_credited,
                volume_owed=owed,
                volume_done=rounded(counted.raw_share / item.sets * Fraction(owed), places=3),
                compliant=counted.compliant,
                evaluable=counted.evaluable,
            )
        if session.completed_at is not None:
            _log(row, at=session.completed_at, zone=session.completed_zone or zone)
    keep_totals(sessions=phase.sessions.values_list("pk", flat=True))
    return phase


def _log(session: PlannedSession, *, at: datetime, zone: str) -> None:
    SessionLog.objects.create(
        organization=session.organization,
        athlete=session.athlete,
        planned_session=session,
        started_at=at,
        completed_at=at,
        time_zone=zone,
        on=local_date(at, zone=zone),
    )


def _away(phase: PlanPhase, *, pauses: list[Pause], extras: int, on: date) -> None:
    own = {"organization": phase.organization, "athlete": phase.athlete}
    for pause in pauses:
        Absence.objects.create(
            **own, from_on=pause.from_on, to_on=pause.to_on, effect="PAUSE", reason="TRAVEL"
        )
    at = by_hand.at_noon(on)
    for _ in range(extras):
        SessionLog.objects.create(**own, started_at=at, completed_at=at, time_zone="UTC", on=on)


def _plan_at_random(version: Any, rolls: random.Random) -> int:
    athlete = make.athlete(
        organization=version.organization, week_start=rolls.choice((None, 0, 3, 6))
    )
    starts_on = make.MONDAY - timedelta(days=rolls.randrange(10))
    is_over = rolls.random() < 0.2
    ended_on = starts_on + timedelta(days=rolls.randrange(5, 30)) if is_over else None
    plan = by_hand.plan(
        athlete=athlete,
        version=version,
        starts_on=starts_on,
        time_zone=rolls.choice(ZONES),
        ended_on=ended_on,
        status="ENDED" if is_over else "PAUSED",
    )
    own = {"organization": athlete.organization, "athlete": athlete}
    for seq, days in enumerate((0, 14), start=1):
        phase = PlanPhase.objects.create(
            **own,
            plan=plan,
            seq=seq,
            mesocycle=seq - 1,
            name="Phase",
            goal="strength",
            starts_on=starts_on + timedelta(days=days),
            ends_on=starts_on + timedelta(days=days + (13 if seq == 1 else 20)),
            first_ordinal=1,
            closed_at=NOW if seq == 1 or is_over else None,
        )
        _sessions_at_random(phase, rolls)
    _absences_at_random(own, starts_on, rolls)
    _extras_at_random(own, starts_on, plan.time_zone, rolls)
    return plan.pk


def _sessions_at_random(phase: PlanPhase, rolls: random.Random) -> None:
    own = {"organization": phase.organization, "athlete": phase.athlete}
    days = [on for on in _days(phase) if rolls.random() < 0.5]
    rolls.shuffle(days)
    luck = rolls.choice((0.1, 0.5, 0.9))
    sessions = PlannedSession.objects.bulk_create(
        PlannedSession(
            **own,
            plan=phase.plan,
            phase=phase,
            ordinal=phase.seq * 100 + place,
            week=1,
            week_in_phase=1,
            day=1,
            minutes=45,
            scheduled_on=on,
            is_cancelled=rolls.random() < 0.05,
            excused_for="Exam" if rolls.random() < 0.05 else "",
        )
        for place, on in enumerate(days)
    )
    PlannedGroup.objects.bulk_create(
        group for session in sessions for group in _groups_at_random(session, rolls)
    )
    SessionLog.objects.bulk_create(
        _log_at_random(session, rolls) for session in sessions if rolls.random() < luck
    )
    keep_totals(sessions=[session.pk for session in sessions])


def _days(phase: PlanPhase) -> Iterator[date]:
    on = phase.starts_on
    while on <= phase.ends_on:
        yield on
        on += timedelta(days=1)


def _groups_at_random(session: PlannedSession, rolls: random.Random) -> Iterator[PlannedGroup]:
    for position in range(rolls.randrange(5)):
        sets = rolls.randrange(1, 6)
        credited = rolls.randrange(sets + 1)
        evaluable = rolls.randrange(credited + 1)
        owed = rolls.choice((Decimal(0), Decimal(1500), Decimal(7), Decimal("612.345"), Decimal(3)))
        done = rolls.choice((owed, owed / 2, Decimal(rolls.randrange(3000)), owed * 2))
        yield PlannedGroup(
            organization=session.organization,
            athlete=session.athlete,
            session=session,
            position=position + 1,
            slot_key="main",
            slot_position=1,
            exercise_name="Squat",
            sets=sets,
            reps="5",
            rep_floor=5,
            basis="LOAD",
            intent=rolls.choice(("work", "work", "work", "warmup")),
            is_optional=rolls.random() < 0.1,
            is_branch=rolls.random() < 0.2,
            sets_credited=credited,
            evaluable=evaluable,
            compliant=rolls.randrange(evaluable + 1),
            volume_owed=owed,
            volume_done=done.quantize(Decimal("0.001")),
        )


def _log_at_random(session: PlannedSession, rolls: random.Random) -> SessionLog:
    on = session.scheduled_on + timedelta(days=rolls.choice((0, 0, 0, 1, -1, 2, 3, 6, -6, 7, 9)))
    zone = rolls.choice(ZONES)
    at = datetime.combine(on, time(rolls.randrange(24), 10), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return SessionLog(
        organization=session.organization,
        athlete=session.athlete,
        planned_session=session,
        started_at=at,
        completed_at=at if rolls.random() < 0.95 else None,
        time_zone=zone,
        on=local_date(at, zone=zone),
    )


def _absences_at_random(own: dict[str, Any], starts_on: date, rolls: random.Random) -> None:
    on = starts_on
    while rolls.random() < 0.5:
        on += timedelta(days=rolls.randrange(1, 15))
        days = rolls.randrange(6)
        is_open = rolls.random() < 0.2
        Absence.objects.create(
            **own,
            from_on=on,
            to_on=None if is_open else on + timedelta(days=days),
            effect=rolls.choice(("PAUSE", "EXCUSE")),
            reason="TRAVEL",
        )
        if is_open:
            return
        on += timedelta(days=days + 1)


def _extras_at_random(
    own: dict[str, Any], starts_on: date, zone: str, rolls: random.Random
) -> None:
    for _ in range(rolls.randrange(4)):
        on = starts_on + timedelta(days=rolls.randrange(-2, 40))
        at = by_hand.at_noon(on)
        SessionLog.objects.create(**own, started_at=at, completed_at=at, time_zone="UTC", on=on)
