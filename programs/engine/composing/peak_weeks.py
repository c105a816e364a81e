"""The weeks before an event: main lifts only, heavier and fewer sets, the last session light."""

from decimal import Decimal
from fractions import Fraction

from programs.engine.composing.groups import days_of, group_of, share_of_maximum
from programs.engine.composing.rules import Prescribed
from programs.engine.goals import Goal
from programs.engine.program.parts import Group, Load, Mesocycle, Week
from programs.engine.program.prescription import fixed_reps
from programs.engine.units import round_half_up

# P03, P04: at RPE 8 three repetitions are 86.3 % of the maximum, a single 92.2 %.
MOST_REPS = 3
PEAK_RPE = Decimal(8)
# P05.
FINAL_SETS_SHARE = Fraction(1, 2)
# P08.
LAST_SESSION_PERCENT = Decimal(75)
LAST_SESSION_REPS = 2


def peak_weeks(
    items: tuple[Prescribed, ...], *, first_week: int, count: int, name: str
) -> Mesocycle:
    """Return a peak of so many weeks from the main lifts of a strength week.

    Repetitions fall to singles, the final week has half the sets (P05) and its last session is
    light (P08), so that the last heavy one is a week before the same day's test (P06, P07). A peak
    of one week keeps the sets: without accessories they are few enough.
    """
    mains = tuple(item for item in items if item.row.is_main_lift)
    weeks = tuple(
        Week(
            week=first_week + place,
            days=days_of(mains, _groups(mains, left=count - place, count=count), prefix="peak-"),
        )
        for place in range(count)
    )
    return Mesocycle(name=name, goal=Goal.PEAKING, kind="calendar", weeks=weeks)


def _groups(
    mains: tuple[Prescribed, ...], *, left: int, count: int
) -> dict[str, tuple[Group, ...]]:
    """Return the groups of the week that has so many weeks left, itself included."""
    is_final = left == 1
    last_day = mains[-1].row.day
    return {
        item.key: (
            _light(item, count=count)
            if is_final and item.row.day == last_day
            else _heavy(item, reps=min(left, MOST_REPS), is_cut=is_final and count > 1),
        )
        for item in mains
    }


def _heavy(item: Prescribed, *, reps: int, is_cut: bool) -> Group:
    load = share_of_maximum(item, reps=reps, rpe=PEAK_RPE)
    sets = _cut(item.row.sets) if is_cut else item.row.sets
    return group_of(item, sets=sets, load=load, reps=fixed_reps(reps), rpe=PEAK_RPE)


def _light(item: Prescribed, *, count: int) -> Group:
    load = Load(of=item.anchor, percent=LAST_SESSION_PERCENT)
    sets = _cut(item.row.sets) if count > 1 else item.row.sets
    return group_of(item, sets=sets, load=load, reps=fixed_reps(LAST_SESSION_REPS))


def _cut(sets: int) -> int:
    return max(1, round_half_up(sets * FINAL_SETS_SHARE))
