"""Invite an athlete to their pages by a mail link."""

from datetime import datetime, timedelta

import pghistory
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from athletes.actions.queue_mail import queue_mail
from athletes.models import Athlete
from athletes.queries.link_token import hash_token, new_token
from coaching.accounts.models import User
from coaching.models import Invitation
from programs.engine.errors import TrainingError

DAILY_LIMIT = 200


class AthleteHasNoAddress(TrainingError):
    """There is nowhere to send the invitation."""

    def __init__(self) -> None:
        super().__init__(_("Enter the athlete's e-mail address first, then send the invitation."))


class AthleteAlreadyJoined(TrainingError):
    """The athlete has an account."""

    def __init__(self) -> None:
        super().__init__(_("This athlete has joined already and needs no invitation."))


class AthleteIsArchived(TrainingError):
    """The athlete left the roster."""

    def __init__(self) -> None:
        super().__init__(_("Take this athlete out of the archive first, then send the invitation."))


class TooManyInvitations(TrainingError):
    """The organization sent as many invitations as a day allows."""

    def __init__(self) -> None:
        super().__init__(
            _("%(limit)d invitations were sent within a day. Send the rest tomorrow.")
            % {"limit": DAILY_LIMIT}
        )


def invite_athlete(*, athlete: Athlete, by: User, now: datetime) -> Invitation:
    """Mail the athlete a link good once, for seven days; an earlier open link stops working.

    Raises AthleteHasNoAddress, AthleteAlreadyJoined, AthleteIsArchived, TooManyInvitations.
    """
    token = new_token()
    with transaction.atomic(), pghistory.context(user=by.pk, action="invite_athlete"):
        athlete = (
            Athlete.objects.select_for_update(of=("self",))
            .select_related("organization")
            .get(pk=athlete.pk)
        )
        _check(athlete=athlete, now=now)
        athlete.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)
        invitation = Invitation.objects.create(
            organization=athlete.organization,
            athlete=athlete,
            email=athlete.email,
            token_hash=hash_token(token),
            invited_by=by,
            created_at=now,
            expires_at=now + settings.INVITATION_LIFETIME,
        )
        _mail(invitation=invitation, token=token, language=by.language)
    return invitation


def _check(*, athlete: Athlete, now: datetime) -> None:
    if athlete.user_id is not None:
        raise AthleteAlreadyJoined
    if athlete.is_archived:
        raise AthleteIsArchived
    if not athlete.email:
        raise AthleteHasNoAddress
    sent = Invitation.objects.filter(
        organization=athlete.organization, created_at__gt=now - timedelta(days=1)
    )
    if sent.count() >= DAILY_LIMIT:
        raise TooManyInvitations


def _mail(*, invitation: Invitation, token: str, language: str) -> None:
    address = settings.PUBLIC_URL + reverse("invitation", kwargs={"token": token})
    values = {"invitation": invitation, "address": address}
    with override(language):
        subject = render_to_string("email/invitation_subject.txt", values)
        text = render_to_string("email/invitation.txt", values)
    queue_mail(
        key=f"invitation:{invitation.pk}",
        to=invitation.email,
        subject=" ".join(subject.split()),
        text=text,
        organization=invitation.organization,
        now=invitation.created_at,
    )
