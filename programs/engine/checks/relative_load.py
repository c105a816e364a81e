"""How heavy a planned set is relative to the maximum."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import TRAINING_MAX_SHARE, chart_share, is_on_chart
from programs.engine.loads.load_anchors import kind_of
from programs.engine.program.parts import BODY_WEIGHT, TOP_PREFIX, Program
from programs.engine.resolving.resolved import LoadSource, ResolvedGroup

FIVE_REPS, TO_FAILURE = 5, 10


@dataclass(frozen=True, slots=True)
class RelativeLoad:
    """A load as a share (0-1) of an anchor, and as percent (0-100) of the maximum if it is one."""

    anchor: str | None
    share: Fraction | None
    percent_of_max: Fraction | None


NO_LOAD = RelativeLoad(None, None, None)


def relative_load(
    group: ResolvedGroup, *, program: Program, tops: Mapping[str, RelativeLoad], slot: str
) -> RelativeLoad:
    """Return what a group's load is relative to.

    ``tops`` hold each slot's first load of the day. A training max is 0.90 of the maximum
    (spec 2.4), a five-rep max the chart's share of five to failure; a projected maximum is taken
    as the maximum. Body weight, working weights and plain kilograms tell no percent.
    """
    source = group.source
    if source is None or source.anchor is None:
        return NO_LOAD
    part = _share(source, target=group.target_kg)
    if source.anchor.startswith(TOP_PREFIX):
        return _of_top(tops.get(source.anchor.removeprefix(TOP_PREFIX) or slot, NO_LOAD), part)
    if source.anchor == BODY_WEIGHT:
        return RelativeLoad(BODY_WEIGHT, part, None)
    base, of_base = _underived(program, source.anchor)
    part *= of_base
    maximum = _share_of_max(base)
    return RelativeLoad(base, part, None if maximum is None else part * maximum * 100)


def percent_by_effort(group: ResolvedGroup) -> Fraction | None:
    """Return the chart's percent of the maximum for the fewest repetitions at the effort.

    None for time, for open ends and off the chart. Spec 2.1.
    """
    reps = group.reps
    if group.rpe is None or reps.kind == "seconds" or reps.is_max:
        return None
    if not is_on_chart(reps.floor, group.rpe):
        return None
    return chart_share(reps.floor, group.rpe) * 100


def _share(source: LoadSource, *, target: Fraction | None) -> Fraction:
    if source.value and target is not None:
        return target / source.value
    percent = Decimal(100) if source.percent is None else source.percent
    return Fraction(percent) / 100 * source.scale


def _of_top(top: RelativeLoad, part: Fraction) -> RelativeLoad:
    return RelativeLoad(
        anchor=top.anchor,
        share=None if top.share is None else top.share * part,
        percent_of_max=None if top.percent_of_max is None else top.percent_of_max * part,
    )


def _underived(program: Program, name: str) -> tuple[str, Fraction]:
    part = Fraction(1)
    while name in program.derived:
        part *= Fraction(program.derived[name].percent) / 100
        name = program.derived[name].of
    return name, part


def _share_of_max(anchor: str) -> Fraction | None:
    match kind_of(anchor):
        case "rm" | "pm":
            return Fraction(1)
        case "tm":
            return Fraction(TRAINING_MAX_SHARE)
        case "five":
            return chart_share(FIVE_REPS, TO_FAILURE)
        case _:
            return None
