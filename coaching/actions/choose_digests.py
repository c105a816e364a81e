"""Choose from which places a coach gets the weekly mail."""

from collections.abc import Collection

import pghistory
from django.db import transaction

from coaching.accounts.models import Membership, User


def choose_digests(*, by: User, wanted: Collection[int]) -> None:
    """Keep for each of the person's own memberships whether its mail is wanted. 2 queries.

    ``wanted`` are primary keys; those of others change nothing.
    """
    own = Membership.objects.filter(user=by, is_active=True)
    with transaction.atomic(), pghistory.context(user=by.pk, action="choose_digests"):
        own.filter(wants_digest=False, pk__in=wanted).update(wants_digest=True)
        own.filter(wants_digest=True).exclude(pk__in=wanted).update(wants_digest=False)
