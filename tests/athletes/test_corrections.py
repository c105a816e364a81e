"""Late logs leave a sealed row alone and show beside it, signed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from athletes.actions.correct_adherence import FIGURES
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import (
    Absence,
    AdherenceCorrection,
    PhaseSummary,
    PlannedSession,
    PlanPhase,
    SessionLog,
    SummaryMark,
    WeeklyAdherence,
)
from athletes.queries.late_changes import with_late_changes
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import day

pytestmark = pytest.mark.django_db

LATE = by_hand.at_noon(day(30))
HOUR = timedelta(hours=1)


@pytest.fixture
def phase():
    """Two weeks of three sessions, the first of each trained, all sealed but the phase."""
    athlete = make.athlete()
    version = by_hand.version(
        organization=athlete.organization, mesocycles=by_hand.cycles("hypertrophy")
    )
    phase = by_hand.phase(by_hand.plan(athlete=athlete, version=version), weeks=2)
    for on in (0, 2, 4, 7, 9, 11):
        by_hand.session(phase, on=day(on))
    for on in (0, 7):
        by_hand.finish(_session(on))
    summarize_adherence(now=LATE)
    return phase


def _session(on: int) -> PlannedSession:
    return PlannedSession.objects.get(scheduled_on=day(on))


def _sealed() -> list[dict[str, Any]]:
    return list(WeeklyAdherence.objects.exclude(sealed_at=None).order_by("week_on").values())


def _changed(correction: AdherenceCorrection) -> dict[str, Any]:
    values = {name: getattr(correction, name) for name in FIGURES}
    return {name: value for name, value in values.items() if value}


def _extra(phase, *, on: int) -> SessionLog:
    at = by_hand.at_noon(day(on))
    return SessionLog.objects.create(
        organization=phase.organization,
        athlete=phase.athlete,
        started_at=at,
        completed_at=at,
        time_zone="UTC",
        on=day(on),
    )


def test_late_log_of_a_missed_session_is_a_signed_correction(phase) -> None:
    before = _sealed()
    log = by_hand.finish(_session(2))

    summarize_adherence(now=LATE + HOUR)

    correction = AdherenceCorrection.objects.get()
    assert (correction.week_on, correction.phase_id) == (day(0), None)
    assert correction.session_logs == [log.pk]
    assert correction.corrected_at == LATE + HOUR
    # 1 of 3 became 2 of 3: each share a third more, but intensity, which was 1 and is 1.
    third = Decimal("0.333334")
    assert _changed(correction) == {
        "attended": 1,
        "missed": -1,
        "sets_done": 3,
        "volume_credit": 3,
        "volume_raw_credit": 3,
        "compliant": 3,
        "evaluable": 3,
        "session_adherence": third,
        "set_adherence": third,
        "volume_adherence": third,
        "volume_raw": third,
        # 0.85 x 2/3 + 0.15 = 0.716667, sealed 0.85 x 1/3 + 0.15 = 0.433333.
        "composite": Decimal("0.283334"),
        "exposure": third,
    }
    assert _sealed() == before


def test_late_logs_twice_add_up_to_what_is_known(phase) -> None:
    by_hand.finish(_session(2))
    summarize_adherence(now=LATE + HOUR)
    again = summarize_adherence(now=LATE + 2 * HOUR)
    by_hand.finish(_session(4))
    summarize_adherence(now=LATE + 3 * HOUR)
    summarize_adherence(now=LATE + 4 * HOUR)

    first, second = AdherenceCorrection.objects.order_by("pk")
    week = WeeklyAdherence.objects.get(week_on=day(0))
    assert again.written == 0
    assert week.composite + first.composite + second.composite == 1
    assert week.attended + first.attended + second.attended == week.due


def test_late_set_taken_back_is_negative(phase) -> None:
    by_hand.tally(_session(7), sets_credited=1, volume_done=500, compliant=1, evaluable=1)

    summarize_adherence(now=LATE + HOUR)

    changed = _changed(AdherenceCorrection.objects.get())
    assert (changed["attended"], changed["sets_done"], changed["partial"]) == (-1, -2, 1)
    assert changed["volume_credit"] == -2


def test_due_stays_frozen_whatever_was_excused_or_done_since(phase) -> None:
    Absence.objects.create(
        organization=phase.organization,
        athlete=phase.athlete,
        from_on=day(2),
        to_on=day(4),
        reason="ILLNESS",
    )
    PlannedSession.objects.filter(scheduled_on=day(4)).update(excused_for="Exam")

    summarize_adherence(now=LATE + HOUR)
    by_hand.finish(_session(2))
    summarize_adherence(now=LATE + 2 * HOUR)

    changed = _changed(AdherenceCorrection.objects.get())
    assert (changed["attended"], changed["exposure"]) == (1, Decimal("0.333334"))


def _excused_week() -> PlanPhase:
    """Return a phase whose only session is excused, sealed."""
    athlete = make.athlete()
    version = by_hand.version(
        organization=athlete.organization, mesocycles=by_hand.cycles("hypertrophy")
    )
    phase = by_hand.phase(by_hand.plan(athlete=athlete, version=version), weeks=2)
    by_hand.session(phase, on=day(0), excused_for="Exam")
    summarize_adherence(now=LATE)
    return phase


def test_late_log_of_an_excused_session_is_an_extra() -> None:
    phase = _excused_week()
    by_hand.finish(_session(0))
    _extra(phase, on=1)

    summarize_adherence(now=LATE + HOUR)

    correction = AdherenceCorrection.objects.get()
    assert _changed(correction) == {"extra": 2}
    assert correction.exposure == 0
    assert correction.composite is None
    assert len(correction.session_logs) == 2


def test_branch_that_a_late_log_opened_is_not_owed(phase) -> None:
    by_hand.group(_session(2), is_branch=True)
    by_hand.finish(_session(2))

    summarize_adherence(now=LATE + HOUR)

    assert _changed(AdherenceCorrection.objects.get())["sets_done"] == 3


def test_sealed_phase_is_corrected_beside_its_week(phase) -> None:
    phase.closed_at = LATE
    phase.save(update_fields=["closed_at"])
    summarize_adherence(now=LATE)
    by_hand.finish(_session(9))

    summarize_adherence(now=LATE + HOUR)

    week, whole = AdherenceCorrection.objects.order_by("week_on")
    assert (week.week_on, whole.phase_id) == (day(7), phase.pk)
    # Of three sessions, and of six.
    assert week.session_adherence == Decimal("0.333334")
    assert whole.session_adherence == Decimal("0.166667")


def test_week_made_anew_has_nothing_to_correct(phase) -> None:
    by_hand.finish(_session(2))
    summarize_adherence(now=LATE + HOUR)
    WeeklyAdherence.objects.filter(week_on=day(0)).delete()

    summarize_adherence(now=LATE + 2 * HOUR)

    assert WeeklyAdherence.objects.get(week_on=day(0)).attended == 2
    assert not AdherenceCorrection.objects.exists()


def test_corrections_add_up_beside_their_week_and_phase(phase, django_assert_num_queries) -> None:
    phase.closed_at = LATE
    phase.save(update_fields=["closed_at"])
    summarize_adherence(now=LATE)
    for on, hours in ((2, 1), (4, 2)):
        by_hand.finish(_session(on))
        summarize_adherence(now=LATE + hours * HOUR)

    with django_assert_num_queries(2):
        weeks = list(with_late_changes(WeeklyAdherence.objects.order_by("week_on")))
        whole = with_late_changes(PhaseSummary.objects.all()).get()

    assert [bool(week.late) for week in weeks] == [True, *[False] * (len(weeks) - 1)]
    assert weeks[0].late == {
        "attended": 2,
        "partial": 0,
        "missed": -2,
        "moved": 0,
        "extra": 0,
        "sets_done": 6,
        "compliant": 6,
        "evaluable": 6,
        # 1 of 3 became 3 of 3.
        **dict.fromkeys(
            ("session_adherence", "set_adherence", "volume_adherence", "volume_raw", "exposure"),
            Decimal("0.666667"),
        ),
        "intensity_adherence": 0,
        # Sealed 0.85 x 1/3 + 0.15 = 0.433333.
        "composite": Decimal("0.566667"),
    }
    # Of six sessions two were trained, then four.
    assert whole.late["session_adherence"] == Decimal("0.333334")


def test_share_of_nothing_to_judge_stays_unknown() -> None:
    phase = _excused_week()
    _extra(phase, on=1)

    summarize_adherence(now=LATE + HOUR)

    late = with_late_changes(WeeklyAdherence.objects.all()).get(week_on=day(0)).late
    assert (late["extra"], late["composite"]) == (1, None)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_corrections_are_the_same_for_any_number(
    phase, count, django_assert_num_queries
) -> None:
    for on in (2, 4, 9)[:count]:
        by_hand.finish(_session(on))

    # Of the run 15; a savepoint (2), late logs, sealed weeks and phases, corrections so far,
    # sessions, groups, extras, corrections, phases that were closed.
    with django_assert_num_queries(26):
        summarize_adherence(now=LATE + HOUR)

    assert SummaryMark.objects.count() == 1


def test_phase_without_summary_yet_has_none(phase) -> None:
    by_hand.finish(_session(9))

    summarize_adherence(now=LATE + HOUR)

    assert PhaseSummary.objects.get().attended == 3
    assert set(AdherenceCorrection.objects.values_list("phase", flat=True)) == {None}
    assert isinstance(AdherenceCorrection.objects.get().week_on, date)
