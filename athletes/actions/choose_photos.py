"""Switch photos on or off, and whether the coach sees them."""

import pghistory
from django.db import transaction

from athletes.actions.delete_photos import delete_photos
from athletes.models import Athlete


def choose_photos(*, athlete: Athlete, keeps: bool, shares: bool, deletes: bool) -> None:
    """Keep the athlete's choice. 1 query, and those of ``delete_photos`` when they go.

    Who keeps none shares none. Photos that are neither kept on nor deleted stay, unseen by
    anybody; ``deletes`` counts for who switches off only.
    """
    with transaction.atomic(), pghistory.context(action="choose_photos"):
        Athlete.objects.filter(pk=athlete.pk).update(
            keeps_photos=keeps, shares_photos=keeps and shares
        )
        if deletes and not keeps:
            delete_photos(athlete=athlete)
