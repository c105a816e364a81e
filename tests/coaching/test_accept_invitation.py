"""Taking the place that an invitation offers: once, in time, by who received the mail."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from athletes.models import Athlete
from coaching.accounts.actions.create_user import AccountExists
from coaching.accounts.models import User
from coaching.actions.accept_invitation import (
    AlreadyAnAthleteHere,
    InvitationForSomebodyElse,
    accept_invitation,
    join_by_invitation,
)
from coaching.actions.invite_athlete import invite_athlete
from coaching.actions.revoke_invitation import revoke_invitation
from coaching.models import Invitation
from coaching.queries.invitations import (
    InvitationExpired,
    InvitationRevoked,
    InvitationUnknown,
    InvitationUsed,
)
from programs.engine.errors import TrainingError
from tests import make
from tests.coaching.mails import last_mail, link_token

pytestmark = pytest.mark.django_db


def invited(*, email: str = "ana@example.com", **fields: object) -> tuple[Athlete, str]:
    coach = make.membership()
    athlete = make.athlete(coach=coach, email=email, **fields)
    invite_athlete(athlete=athlete, by=coach.user, now=make.NOW)
    return athlete, link_token(last_mail()["text"])


def test_accept_gives_the_place_to_the_person() -> None:
    athlete, token = invited()
    ana = make.account(email="ana@example.com")

    accepted = accept_invitation(token=token, user=ana, now=make.NOW + timedelta(hours=1))

    assert accepted == athlete
    assert list(Athlete.objects.belonging_to(ana)) == [athlete]
    assert Invitation.objects.get().accepted_at == make.NOW + timedelta(hours=1)


def test_accept_twice_is_refused_the_second_time() -> None:
    athlete, token = invited()
    ana = make.account(email="ana@example.com")
    accept_invitation(token=token, user=ana, now=make.NOW)

    with pytest.raises(InvitationUsed, match="used already"):
        accept_invitation(token=token, user=ana, now=make.NOW)

    athlete.refresh_from_db()
    assert athlete.user == ana
    assert athlete.version == 2


def test_accept_after_seven_days_is_refused() -> None:
    athlete, token = invited()
    ana = make.account(email="ana@example.com")

    with pytest.raises(InvitationExpired, match="has expired"):
        accept_invitation(token=token, user=ana, now=make.NOW + timedelta(days=7))

    athlete.refresh_from_db()
    assert athlete.user is None


def test_accept_in_the_last_second_works() -> None:
    athlete, token = invited()
    ana = make.account(email="ana@example.com")

    accept_invitation(token=token, user=ana, now=make.NOW + timedelta(days=7, seconds=-1))

    athlete.refresh_from_db()
    assert athlete.user == ana


def test_accept_after_revoke_is_refused() -> None:
    athlete, token = invited()
    ana = make.account(email="ana@example.com")
    revoke_invitation(invitation=Invitation.objects.get(), by=make.user(), now=make.NOW)

    with pytest.raises(InvitationRevoked, match="taken back or replaced"):
        accept_invitation(token=token, user=ana, now=make.NOW)

    athlete.refresh_from_db()
    assert athlete.user is None


def test_accept_with_guessed_token_is_refused() -> None:
    athlete, token = invited()
    ana = make.account(email="ana@example.com")

    with pytest.raises(InvitationUnknown):
        accept_invitation(token=token[:-1], user=ana, now=make.NOW)

    athlete.refresh_from_db()
    assert athlete.user is None


def test_accept_with_another_address_is_refused_and_leaves_the_link_open() -> None:
    athlete, token = invited()
    stranger = make.account(email="other@example.com")

    with pytest.raises(InvitationForSomebodyElse):
        accept_invitation(token=token, user=stranger, now=make.NOW)

    athlete.refresh_from_db()
    assert athlete.user is None
    assert Invitation.objects.get().accepted_at is None


def test_accept_with_unverified_address_is_refused() -> None:
    _, token = invited()
    claims_to_be_ana = make.account(email="ana@example.com")
    claims_to_be_ana.emailaddress_set.update(verified=False)

    with pytest.raises(InvitationForSomebodyElse):
        accept_invitation(token=token, user=claims_to_be_ana, now=make.NOW)

    assert Invitation.objects.get().accepted_at is None


def test_accept_by_who_trains_there_already_is_refused_and_leaves_the_link_open() -> None:
    athlete, token = invited()
    ana = make.account(email="ana@example.com")
    make.athlete(organization=athlete.organization, user=ana)

    with pytest.raises(AlreadyAnAthleteHere):
        accept_invitation(token=token, user=ana, now=make.NOW)

    athlete.refresh_from_db()
    assert athlete.user is None
    assert Invitation.objects.get().accepted_at is None


def test_join_makes_verified_account_with_the_athletes_zone_and_units() -> None:
    athlete, token = invited(time_zone="America/Chicago", units="LB")

    ana = join_by_invitation(
        token=token, name="Ana Petrova", password="chalk and iron", now=make.NOW
    )

    athlete.refresh_from_db()
    assert athlete.user == ana
    assert (ana.email, ana.name) == ("ana@example.com", "Ana Petrova")
    assert (ana.time_zone, ana.units) == ("America/Chicago", "LB")
    assert ana.check_password("chalk and iron")
    assert list(ana.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("ana@example.com", True, True)
    ]


def test_join_with_address_of_an_account_is_refused() -> None:
    athlete, token = invited()
    make.account(email="ana@example.com")

    with pytest.raises(AccountExists):
        join_by_invitation(token=token, name="Ana", password="chalk and iron", now=make.NOW)

    athlete.refresh_from_db()
    assert athlete.user is None
    assert Invitation.objects.get().accepted_at is None


def test_join_refused_makes_no_account() -> None:
    _, token = invited()
    before = User.objects.count()

    with pytest.raises(InvitationExpired):
        join_by_invitation(
            token=token,
            name="Ana",
            password="chalk and iron",
            now=make.NOW + timedelta(days=8),
        )

    assert User.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_accept_by_several_at_once_succeeds_once() -> None:
    athlete, token = invited()
    ana = make.account(email="ana@example.com")
    gate = threading.Barrier(4)
    outcomes: list[str] = []

    def accept() -> None:
        gate.wait()
        try:
            accept_invitation(token=token, user=ana, now=make.NOW)
            outcomes.append("accepted")
        except TrainingError as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["InvitationUsed"] * 3 + ["accepted"]
    athlete.refresh_from_db()
    assert (athlete.user, athlete.version) == (ana, 2)
