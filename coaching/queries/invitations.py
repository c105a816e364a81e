"""What an invitation's link leads to."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from athletes.queries.link_token import hash_token
from coaching.accounts.models import User
from coaching.models import Invitation
from programs.engine.errors import TrainingError


class InvitationUnknown(TrainingError):
    """No invitation has this token."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This link leads nowhere. Check that you opened the whole link from the mail, "
                "or ask your coach for a new invitation."
            )
        )


class InvitationUsed(TrainingError):
    """The link works once."""

    def __init__(self) -> None:
        super().__init__(_("This invitation was used already. Sign in to see your training."))


class InvitationRevoked(TrainingError):
    """The coach took it back, or sent a newer one."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This invitation was taken back or replaced by a newer one. Open the newest mail, "
                "or ask your coach for a new invitation."
            )
        )


class InvitationExpired(TrainingError):
    """Seven days are over."""

    def __init__(self) -> None:
        super().__init__(_("This invitation has expired. Ask your coach to send a new one."))


def find_invitation(*, token: str, now: datetime) -> Invitation:
    """Return the open invitation of a token with its athlete, organization and coach. One query.

    Raises InvitationUnknown, InvitationUsed, InvitationRevoked, InvitationExpired.
    """
    invitation: Invitation | None = (
        Invitation.objects.filter(token_hash=hash_token(token))
        .select_related("athlete", "organization", "invited_by")
        .first()
    )
    if invitation is None:
        raise InvitationUnknown
    if invitation.accepted_at is not None:
        raise InvitationUsed
    if invitation.revoked_at is not None:
        raise InvitationRevoked
    if invitation.expires_at <= now:
        raise InvitationExpired
    return invitation


def has_account(*, email: str) -> bool:
    """Report whether somebody signs in with an address. One query."""
    return User.objects.filter(email__iexact=email).exists()


def owns_address(*, user: User, email: str) -> bool:
    """Report whether the person proved to receive mail at an address. One query."""
    addresses = EmailAddress.objects.filter(user=user, email__iexact=email, verified=True)
    return bool(addresses.exists())
