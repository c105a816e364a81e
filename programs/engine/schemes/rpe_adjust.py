"""RPE adjustment: the next load from how hard the last one was."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from programs.engine.loads.estimates import HIGHEST_RPE, LOWEST_RPE, chart_share, is_on_chart
from programs.engine.program.parts import Band, Change, Group, Load, Rule
from programs.engine.program.prescription import fixed_reps
from programs.engine.progression.rpe_adjust import (
    DEADBAND_RPE,
    MOST_CHANGE,
    OFF_CHART_SHARE_PER_HALF_RPE,
)
from programs.engine.schemes.changes import follow_load, ratio
from programs.engine.schemes.efforts import HALF, snapped_from
from programs.engine.schemes.scheme import Exactness, Expansion, Place, every_session
from programs.engine.units import decimal_of


@dataclass(frozen=True, slots=True)
class RpeAdjustScheme:
    """``rpe`` is the effort wanted of the last set."""

    name: ClassVar[str] = "rpe_adjust"
    description: ClassVar[str] = (
        "Keep the repetitions and the effort; the load follows how hard the last set was, by the "
        "RPE chart, at most a tenth a session."
    )
    source: ClassVar[str] = "spec 4, RPE_ADJUST; chart: RTS, off the chart 2 % per half RPE"
    exactness: ClassVar[Exactness] = Exactness(
        departs=(
            "Exact for sets done at the repetitions asked, efforts logged in halves. The chart's "
            "ratios are written to twelve decimals."
        )
    )
    is_endless: ClassVar[bool] = True

    sets: int = 3
    reps: int = 5
    rpe: Decimal = Decimal(8)

    def expand(self, place: Place) -> Expansion:
        """Return equal sets at the target effort, and the rules that move their load."""
        weight = place.load_anchor("w")
        group = Group(
            sets=self.sets, reps=fixed_reps(self.reps), load=Load(of=weight), rpe=self.rpe
        )
        return Expansion(
            weeks=every_session(place, (group,)),
            anchors={weight: place.opening_kg},
            rules=(follow_load(place.key, anchor=weight), self._rule(place, weight=weight)),
        )

    def _rule(self, place: Place, *, weight: str) -> Rule:
        deadband = decimal_of(DEADBAND_RPE)
        near = Band(when=(self.rpe - deadband, self.rpe + deadband), changes=())
        bands = (
            Band(
                when=(low, None),
                changes=(
                    Change(verb="multiply", anchor=weight, value=ratio(factor)),
                    Change(verb="round", anchor=weight),
                ),
            )
            for low, factor in self._factors()
        )
        return Rule(on="slot", slot=place.key, read="rpe", bands=(near, *bands))

    def _factors(self) -> Iterator[tuple[Decimal | None, Fraction]]:
        """Yield, from the hardest effort down, the least that counts as it and its factor."""
        steps = list(snapped_from(HIGHEST_RPE, self._lowest()))
        for logged, low in steps:
            is_last = (logged, low) == steps[-1]
            yield None if is_last else low, _limited(self._factor(logged))

    def _lowest(self) -> Fraction:
        if is_on_chart(self.reps, self.rpe):
            return LOWEST_RPE
        # From here on the change is at its limit.
        return Fraction(self.rpe) - MOST_CHANGE / OFF_CHART_SHARE_PER_HALF_RPE * HALF

    def _factor(self, logged: Fraction) -> Fraction:
        if is_on_chart(self.reps, self.rpe):
            return chart_share(self.reps, self.rpe) / chart_share(self.reps, logged)
        return 1 + OFF_CHART_SHARE_PER_HALF_RPE * (Fraction(self.rpe) - logged) / HALF


def _limited(factor: Fraction) -> Fraction:
    return min(max(factor, 1 - MOST_CHANGE), 1 + MOST_CHANGE)
