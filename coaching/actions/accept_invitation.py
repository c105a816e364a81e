"""Take the place that an invitation offers."""

from datetime import datetime

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from athletes.models import Athlete
from coaching.accounts.actions.create_user import create_user
from coaching.accounts.models import User
from coaching.models import Invitation
from coaching.queries.invitations import InvitationUsed, find_invitation, owns_address
from programs.engine.errors import TrainingError


class InvitationForSomebodyElse(TrainingError):
    """The signed-in person did not receive the mail."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This invitation was sent to another e-mail address than the one you signed in "
                "with. Sign out, then open the link again."
            )
        )


class AlreadyAnAthleteHere(TrainingError):
    """The person has a place in the organization, or the place has a person."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "You train with this organization already. "
                "Tell your coach that you were invited twice."
            )
        )


def accept_invitation(*, token: str, user: User, now: datetime) -> Athlete:
    """Give an existing account the invited athlete's place.

    The account must own the invited address, verified. Raises what find_invitation does,
    InvitationForSomebodyElse, AlreadyAnAthleteHere; a refusal leaves the link usable.
    """
    invitation = find_invitation(token=token, now=now)
    if not owns_address(user=user, email=invitation.email):
        raise InvitationForSomebodyElse
    try:
        with transaction.atomic(), pghistory.context(user=user.pk, action="accept_invitation"):
            _use(invitation=invitation, now=now)
            changed = Athlete.objects.filter(pk=invitation.athlete_id, user=None).update(
                user=user, is_new=True, version=F("version") + 1
            )
            if not changed:
                raise AlreadyAnAthleteHere
    except IntegrityError as error:
        raise AlreadyAnAthleteHere from error
    return Athlete.objects.get(pk=invitation.athlete_id)


def join_by_invitation(
    *, token: str, name: str, password: str, now: datetime, language: str = ""
) -> User:
    """Create the invited person's account and take the place.

    ``language`` is the one they read in: mails will be written in it.

    Having the token proves that the mail was received, so the address counts as verified.
    Raises what accept_invitation does, and AccountExists.
    """
    invitation = find_invitation(token=token, now=now)
    with transaction.atomic():
        user = create_user(
            email=invitation.email,
            name=name.strip(),
            password=password,
            locale=language,
            units=invitation.athlete.units,
            time_zone=invitation.athlete.time_zone,
        )
        accept_invitation(token=token, user=user, now=now)
    return user


def _use(*, invitation: Invitation, now: datetime) -> None:
    # Of two that accept at once, only the one that changes the row goes on.
    changed = Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, revoked_at=None, expires_at__gt=now
    ).update(accepted_at=now)
    if not changed:
        raise InvitationUsed
