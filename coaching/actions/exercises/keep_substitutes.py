"""Say what may be done instead of an own exercise."""

from collections.abc import Sequence

from django.db import transaction

from programs.models import Exercise, Substitution


def keep_substitutes(*, exercise: Exercise, substitutes: Sequence[Exercise]) -> None:
    """Keep them in this order, the nearest first; what was said of one before stays with it."""
    with transaction.atomic():
        known = {row.substitute_id: row for row in Substitution.objects.filter(exercise=exercise)}
        Substitution.objects.filter(exercise=exercise).delete()
        rows = []
        for rank, substitute in enumerate(substitutes, start=1):
            row = known.get(substitute.pk) or Substitution(exercise=exercise, substitute=substitute)
            row.pk, row.rank = None, rank
            rows.append(row)
        Substitution.objects.bulk_create(rows)
