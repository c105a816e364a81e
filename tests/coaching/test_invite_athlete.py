"""Inviting athletes and taking invitations back."""

import hashlib
import re
from datetime import timedelta

import pytest

from athletes.models import Outbox
from coaching.actions import invite_athlete as module
from coaching.actions.invite_athlete import (
    AthleteAlreadyJoined,
    AthleteHasNoAddress,
    AthleteIsArchived,
    TooManyInvitations,
    invite_athlete,
)
from coaching.actions.revoke_invitation import InvitationNotOpen, revoke_invitation
from coaching.models import Invitation
from tests import make
from tests.coaching.mails import last_mail, link_token

pytestmark = pytest.mark.django_db


def test_invite_mails_link_whose_token_is_stored_hashed() -> None:
    coach = make.membership(
        user=make.user(name="Marco Reyes"), organization=make.organization(name="Iron Hall")
    )
    athlete = make.athlete(coach=coach, name="Ana Petrova", email="ana@example.com")

    invitation = invite_athlete(athlete=athlete, by=coach.user, now=make.NOW)

    mail = last_mail()
    token = link_token(mail["text"])
    assert mail["to"] == "ana@example.com"
    assert mail["subject"] == "Marco Reyes invites you to train with Iron Hall"
    assert "Hello Ana Petrova," in mail["text"]
    assert len(token) == 43
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert invitation.expires_at == make.NOW + timedelta(days=7)
    assert token not in str(Invitation.objects.values().get())


def test_invite_again_closes_the_earlier_link() -> None:
    coach = make.membership()
    athlete = make.athlete(coach=coach, email="ana@example.com")
    first = invite_athlete(athlete=athlete, by=coach.user, now=make.NOW)

    second = invite_athlete(athlete=athlete, by=coach.user, now=make.NOW + timedelta(hours=1))

    first.refresh_from_db()
    assert first.revoked_at == make.NOW + timedelta(hours=1)
    assert second.revoked_at is None
    assert second.token_hash != first.token_hash
    assert Outbox.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"email": ""}, AthleteHasNoAddress),
        ({"email": "ana@example.com", "is_archived": True}, AthleteIsArchived),
    ],
)
def test_invite_who_can_not_be_invited_is_refused(
    fields: dict[str, object], error: type[Exception]
) -> None:
    coach = make.membership()
    athlete = make.athlete(coach=coach, **fields)

    with pytest.raises(error):
        invite_athlete(athlete=athlete, by=coach.user, now=make.NOW)

    assert not Invitation.objects.exists()
    assert not Outbox.objects.exists()


def test_invite_who_joined_is_refused() -> None:
    coach = make.membership()
    athlete = make.athlete(coach=coach, email="ana@example.com", user=make.user())

    with pytest.raises(AthleteAlreadyJoined, match="needs no invitation"):
        invite_athlete(athlete=athlete, by=coach.user, now=make.NOW)

    assert not Invitation.objects.exists()


def test_invite_stops_at_the_daily_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DAILY_LIMIT", 2)
    coach = make.membership()
    athlete = make.athlete(coach=coach, email="ana@example.com")
    for _ in range(2):
        invite_athlete(athlete=athlete, by=coach.user, now=make.NOW)

    with pytest.raises(TooManyInvitations, match=re.escape("2 invitations were sent")):
        invite_athlete(athlete=athlete, by=coach.user, now=make.NOW)

    tomorrow = make.NOW + timedelta(days=1)
    invite_athlete(athlete=athlete, by=coach.user, now=tomorrow)
    assert Invitation.objects.count() == 3


def test_revoke_twice_says_so_the_second_time() -> None:
    coach = make.membership()
    athlete = make.athlete(coach=coach, email="ana@example.com")
    invitation = invite_athlete(athlete=athlete, by=coach.user, now=make.NOW)

    revoke_invitation(invitation=invitation, by=coach.user, now=make.NOW)

    with pytest.raises(InvitationNotOpen):
        revoke_invitation(invitation=invitation, by=coach.user, now=make.NOW + timedelta(hours=1))
    invitation.refresh_from_db()
    assert invitation.revoked_at == make.NOW
