"""On which day an athlete's week begins."""

from athletes.models import Athlete


def week_start_of(athlete: Athlete) -> int:
    """Return the athlete's first day of the week, Monday = 0; else the organization's.

    ``athlete`` comes with ``organization`` selected. Decision 21.
    """
    if athlete.week_start is not None:
        return athlete.week_start
    return athlete.organization.week_start
