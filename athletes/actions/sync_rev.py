"""The counter that orders an athlete's changes for phones that catch up."""

from django.db import connection

from athletes.models import Athlete

ADVANCE = """
UPDATE athletes_athlete SET sync_rev = sync_rev + 1 WHERE id = %s RETURNING sync_rev
"""


def advance_rev(athlete: Athlete) -> int:
    """Count one change of the athlete and return its number; inside a transaction.

    Holds the athlete's row until the transaction ends, so that changes of one athlete happen one
    after the other. 1 query.
    """
    with connection.cursor() as cursor:
        cursor.execute(ADVANCE, [athlete.pk])
        return int(cursor.fetchone()[0])
