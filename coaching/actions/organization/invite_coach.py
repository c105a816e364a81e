"""Invite a coach by mail, and take the place that such a mail offers."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from athletes.actions.queue_mail import queue_mail
from coaching.accounts.actions.add_coach import AlreadyMember, add_coach
from coaching.accounts.models import Membership, Organization
from coaching.queries.invitations import owns_address
from programs.engine.errors import TrainingError

SALT = "coach-invitation"


class CoachInvitationVoid(TrainingError):
    """The link is wrong, too old, or who sent it may not invite any more."""

    def __init__(self) -> None:
        super().__init__(_("This invitation is no longer good: ask for a new one."))


class CoachInvitationForAnother(TrainingError):
    """The signed-in person didn't receive the mail."""

    def __init__(self, *, to: str) -> None:
        super().__init__(
            _("This invitation was sent to %(to)s: sign in with that address.") % {"to": to}
        )


def invite_coach(
    *, organization: Organization, email: str, role: str, by: Any, now: datetime
) -> str:
    """Mail a link that is good for seven days and for that address only; return it.

    Nothing is kept: the link itself says who invites whom, signed. Raises AlreadyMember.
    """
    to = email.strip().lower()
    if Membership.objects.filter(organization=organization, user__email=to).exists():
        raise AlreadyMember
    offer = {"organization": organization.pk, "to": to, "role": role, "by": by.pk}
    token = signing.dumps(offer, salt=SALT)
    address = settings.PUBLIC_URL + reverse("coach_invitation", kwargs={"token": token})
    values = {"organization": organization, "by": by, "address": address}
    with override(by.language):
        subject = _("Coach with us at %(name)s") % {"name": organization.name}
        text = render_to_string("email/coach_invitation.txt", values)
    queue_mail(
        key=f"coach-invitation:{organization.pk}:{to}:{now:%Y%m%d%H%M}",
        to=to,
        subject=subject,
        text=text,
        organization=organization,
        now=now,
    )
    return address


def find_coach_invitation(*, token: str) -> tuple[Organization, str, str]:
    """Return the organization, the address and the role offered. Raises CoachInvitationVoid."""
    try:
        offer = signing.loads(token, salt=SALT, max_age=settings.INVITATION_LIFETIME)
    except signing.BadSignature as error:
        raise CoachInvitationVoid from error
    owner = Membership.objects.filter(
        organization=offer["organization"], user=offer["by"], role="OWNER", is_active=True
    ).select_related("organization")
    place = owner.first()
    if place is None:
        raise CoachInvitationVoid
    return place.organization, offer["to"], offer["role"]


def accept_coach_invitation(*, token: str, user: Any) -> Membership:
    """Take the place offered to one's own, verified address.

    Raises CoachInvitationVoid, CoachInvitationForAnother, AlreadyMember.
    """
    organization, to, role = find_coach_invitation(token=token)
    if not owns_address(user=user, email=to):
        raise CoachInvitationForAnother(to=to)
    return add_coach(organization=organization, user=user, role=role, by=user)
