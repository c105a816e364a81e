"""End a coach's weekly mail from one place, on the word of the link in the mail."""

import pghistory
from django.db import transaction

from coaching.accounts.models import Membership


def stop_digest(*, membership: Membership) -> None:
    """Keep that the place's weekly mail isn't wanted. 1 query; twice is harmless."""
    said = {"user": membership.user_id, "action": "stop_digest"}
    with transaction.atomic(), pghistory.context(**said):
        Membership.objects.filter(pk=membership.pk, wants_digest=True).update(wants_digest=False)
