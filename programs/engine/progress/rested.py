"""When a measurement counts as rested."""

from datetime import date

# Spec 8.3, rule 3. The week after a deload is where its test lies (spec 5.2), heuristic.
FIRST_DAYS_OF_PHASE = 3
DAYS_AFTER_DELOAD = 7


def is_rested_on(on: date, *, phase_from_on: date, deload_to_on: date | None = None) -> bool:
    """Tell whether a day lies in a phase's first three days or in the week after a deload.

    ``deload_to_on`` is the last day of the latest deload before it, if there was one.
    Spec 8.3, rule 3.
    """
    if 0 <= (on - phase_from_on).days < FIRST_DAYS_OF_PHASE:
        return True
    return deload_to_on is not None and 0 < (on - deload_to_on).days <= DAYS_AFTER_DELOAD
