"""Refuse to save over what somebody else changed meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.models import Athlete, EquipmentProfile
from coaching.accounts.models import Organization
from programs.engine.errors import TrainingError


class ChangedMeanwhile(TrainingError):
    """The row's version is not the one that the form was made from; ``row`` is as it is now."""

    def __init__(self, row: Athlete | EquipmentProfile | Organization) -> None:
        self.row = row
        super().__init__(
            _(
                "Somebody saved this since you opened it. What you typed is still here: compare "
                "it with what is saved now, then save again."
            )
        )


@contextmanager
def if_unchanged(
    row: Athlete | EquipmentProfile | Organization, *, expected_version: int
) -> Iterator[None]:
    """Hold the row locked while the block changes it; one query more than the block's.

    Raises ChangedMeanwhile when ``row.version`` is no longer ``expected_version``.
    """
    with transaction.atomic():
        # Sharing the key: a plan that rolls just now writes rows that refer to this one, and what
        # follows here waits for that plan.
        rows = type(row)._default_manager.select_for_update(no_key=True)
        current = rows.get(pk=row.pk)
        if current.version != expected_version:
            raise ChangedMeanwhile(current)
        yield
