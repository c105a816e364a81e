"""Years that the tests of planning share."""

from datetime import date

from programs.engine.planning.wishes import Blackout, YearWishes

MONDAY = date(2026, 1, 5)
EASTER = Blackout(date(2026, 4, 3), date(2026, 4, 6), "Easter")
SUMMER = Blackout(date(2026, 7, 13), date(2026, 7, 26), "summer holiday")
MEET = date(2026, 11, 7)
HALF_YEAR = YearWishes(start_on=MONDAY, weeks=22)
FULL = YearWishes(start_on=MONDAY, has_tests=True, blackouts=(EASTER, SUMMER), events=(MEET,))


def outline(plan):
    """Each phase's key and weeks."""
    return [(phase.key, phase.weeks) for phase in plan.phases]
