"""From a row of a wave's table to groups of format 1."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from programs.engine.program.parts import Group, Load
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.wave import WaveSet
from programs.engine.schemes.efforts import percent_of_maximum


def wave_groups(row: Iterable[WaveSet], *, anchor: str, times: int = 1) -> tuple[Group, ...]:
    """Return the sets of a row, equal neighbors as one group, each done ``times`` over.

    The load is the percent written, or what the chart gives for the repetitions at the effort.
    """
    return tuple(
        _group(one, sets=len(list(equal)) * times, anchor=anchor) for one, equal in groupby(row)
    )


def _group(one: WaveSet, *, sets: int, anchor: str) -> Group:
    reps = parse_reps(one.reps)
    if one.percent_of_tm is not None:
        load = Load(of=anchor, percent=Decimal(one.percent_of_tm))
    elif one.rpe is not None:
        percent = percent_of_maximum(reps=reps.floor, rpe=one.rpe)
        load = Load(of=anchor, percent=percent)
    else:
        load = Load(of=anchor)
    return Group(sets=sets, reps=reps, load=load, rpe=one.rpe)
