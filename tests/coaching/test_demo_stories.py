"""Each athlete of the demo is what the story says: those whose story takes five weeks."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F, Sum

from athletes.models import (
    Absence,
    AnchorValue,
    CheckIn,
    Measurement,
    PhaseProposal,
    Plan,
    PlannedGroup,
    PlannedSession,
    SessionLog,
    SetLog,
)
from athletes.queries.body import get_body
from athletes.queries.today import get_today
from coaching.models import Invitation
from coaching.queries.roster import get_roster, roster_rows
from tests.coaching.demo_runs import NOW, TODAY, athlete, made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_gym")]

NAMES = {
    "Ana Petrova",
    "Ben Okafor",
    "Chloe Martin",
    "Amara Diallo",
    "Oskar Nyström",
    "अनन्या शर्मा",
    "Lena Vogt",
    "Jack Thompson",
    "Tomáš Novák",
    "דניאל כהן",
    "Priya Nair",
}


@pytest.fixture(scope="module")
def _gym(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield from made_once(django_db_blocker, weeks=5, names=NAMES)


@pytest.mark.parametrize("name", ["Ana Petrova", "Ben Okafor", "Chloe Martin"])
def test_sign_ins_find_a_session_to_do_today(name: str) -> None:
    today = get_today(athlete=athlete(name), now=NOW)

    assert (today.on, today.state) == (TODAY, "training")
    assert not SessionLog.objects.filter(athlete__name=name, on=TODAY).exists()


def test_perfect_one_misses_nothing() -> None:
    past = PlannedSession.objects.filter(athlete__name="Ana Petrova", scheduled_on__lt=TODAY)

    assert past.filter(log__completed_at=None).count() == 0
    # Four weeks and a light one of four sessions, then Monday's of the strength phase.
    assert past.count() == 5 * 4 + 1


@pytest.mark.parametrize(
    ("name", "sites"), [("Ana Petrova", 5), ("Ben Okafor", 4), ("Chloe Martin", 3)]
)
def test_sign_ins_keep_a_diary_and_measure_every_other_week(name: str, sites: int) -> None:
    mornings = CheckIn.objects.filter(athlete__name=name).exclude(sleep=None)
    days = Measurement.objects.filter(athlete__name=name).values_list("on", flat=True)
    body = get_body(athlete=athlete(name), now=NOW)

    assert mornings.exclude(soreness=None).exclude(readiness=None).count() >= 18
    assert not mornings.filter(on__gte=TODAY).exists()
    assert (len(set(days)), len(days)) == (3, 3 * sites)
    assert [trend.measure for trend in body.mornings if trend.recent and trend.before] == [
        "sleep",
        "soreness",
        "readiness",
        "body_weight",
    ]


def test_who_keeps_no_diary_says_nothing_of_sleep_or_girth() -> None:
    assert not CheckIn.objects.filter(athlete__name="Lena Vogt").exclude(sleep=None).exists()
    assert not Measurement.objects.filter(athlete__name="Lena Vogt").exists()


def test_one_misses_a_session_every_week() -> None:
    past = PlannedSession.objects.filter(
        athlete__name="Chloe Martin", scheduled_on__lt=TODAY, week_in_phase__lte=4
    )
    missed = past.filter(log=None).values_list("week_in_phase", flat=True)

    assert sorted(missed) == [1, 2, 3, 4]


def test_home_athlete_has_dumbbells_only_and_every_load_is_one_of_them() -> None:
    ben = athlete("Ben Okafor")
    asked = PlannedGroup.objects.filter(athlete=ben, load_kg__gt=0)

    assert (ben.equipment.has_barbell, ben.equipment.has_machines) == (False, False)
    assert asked.exists()
    assert set(asked.values_list("load_kg", flat=True)) <= set(ben.equipment.dumbbells_kg)


def test_reader_of_pounds_loads_pounds() -> None:
    jack = athlete("Jack Thompson")

    assert jack.units == "LB"
    assert jack.equipment.bar_kg == Decimal("20.412")
    assert jack.equipment.plate_pairs[0] == ["20.412", 4]


def test_overdoer_does_two_sets_more_than_asked() -> None:
    groups = PlannedGroup.objects.filter(
        athlete__name="Amara Diallo", session__log__completed_at__isnull=False
    )
    asked = groups.aggregate(Sum("sets"))["sets__sum"]

    assert SetLog.objects.filter(athlete__name="Amara Diallo").count() == asked + 2 * groups.count()


def test_one_who_goes_too_light_lifts_less_than_asked_every_time() -> None:
    sets = SetLog.objects.filter(athlete__name="Oskar Nyström", prescribed_kg__gt=40)

    assert sets.exists()
    assert not sets.filter(load_kg__gte=F("prescribed_kg")).exists()


def test_newcomer_brought_no_maxima() -> None:
    numbers = AnchorValue.objects.filter(
        athlete__name="अनन्या शर्मा", source="INITIAL", name__startswith="rm:"
    )

    assert numbers.exists()
    assert set(numbers.values_list("value", flat=True)) == {None}


def test_low_dose_waits_for_the_coach_to_repeat() -> None:
    proposal = PhaseProposal.objects.get(athlete__name="Lena Vogt")

    assert (proposal.status, proposal.decision, proposal.reason) == (
        "WAITING",
        "REPEAT",
        "dose_low",
    )


def test_injured_one_is_paused() -> None:
    pause = Absence.objects.get(athlete__name="Tomáš Novák")

    assert (pause.effect, pause.reason, pause.to_on) == ("PAUSE", "INJURY", None)
    assert Plan.objects.get(athlete__name="Tomáš Novák").status == "PAUSED"


def test_one_who_stays_away_is_flagged() -> None:
    head = athlete("דניאל כהן").organization.memberships.get(role="OWNER").user
    rows = list(roster_rows(user=head, now=NOW).filter(name="דניאל כהן"))
    (line,) = get_roster(athletes=rows, now=NOW).values()

    assert [flag.kind for flag in line.flags] == ["missed"]


def test_invited_one_has_an_open_invitation_and_no_account() -> None:
    invitation = Invitation.objects.get(athlete__name="Priya Nair")

    assert (invitation.accepted_at, invitation.revoked_at) == (None, None)
    assert invitation.expires_at > NOW
    assert invitation.athlete.user is None
