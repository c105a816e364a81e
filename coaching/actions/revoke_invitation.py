"""Take an invitation back."""

from datetime import datetime

import pghistory
from django.utils.translation import gettext as _

from coaching.accounts.models import User
from coaching.models import Invitation
from programs.engine.errors import TrainingError


class InvitationNotOpen(TrainingError):
    """There is nothing to take back."""

    def __init__(self) -> None:
        super().__init__(_("This invitation was accepted or taken back already."))


def revoke_invitation(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Make an open invitation's link useless. Raises InvitationNotOpen."""
    with pghistory.context(user=by.pk, action="revoke_invitation"):
        changed = Invitation.objects.filter(
            pk=invitation.pk, accepted_at=None, revoked_at=None
        ).update(revoked_at=now)
    if not changed:
        raise InvitationNotOpen
