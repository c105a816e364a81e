"""AMRAP to training max: an open set tells how the training max moves."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import ClassVar

from programs.engine.loads.estimates import TRAINING_MAX_SHARE
from programs.engine.program.parts import Band, Change, Condition, Derived, Group, Load, Rule
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.amrap import CAP_LOWER_KG, FLOOR_SHARE, IGNORED_BELOW_SHARE
from programs.engine.schemes.changes import add_to, copied, set_to
from programs.engine.schemes.scheme import Exactness, Expansion, Place, every_session
from programs.engine.units import decimal_of

# Epley: a rep adds a thirtieth of the load, 0.9 of which counts for the training max.
EPLEY_REPS = 30
PER_REP = TRAINING_MAX_SHARE / EPLEY_REPS

FLOOR_PERCENT = decimal_of(100 * (1 + FLOOR_SHARE))
LEAST_PERCENT = decimal_of(100 * (1 - IGNORED_BELOW_SHARE))
MOST_PERCENT = decimal_of(100 * (1 + IGNORED_BELOW_SHARE))


@dataclass(frozen=True, slots=True)
class AmrapScheme:
    """``cap_kg``: 5 for the lower body, 2.5 for the upper. The percent is of the training max."""

    name: ClassVar[str] = "amrap"
    description: ClassVar[str] = (
        "One set of as many as possible; what it shows moves the training max, up by a step at "
        "most, down by a twentieth."
    )
    source: ClassVar[str] = "spec 4, AMRAP_TM; estimate: Epley"
    exactness: ClassVar[Exactness] = Exactness(
        departs="Exact where the program rounds to the nearest step, ties down."
    )
    is_endless: ClassVar[bool] = True

    percent: Decimal = Decimal(85)
    reps: str = "5+"
    cap_kg: Decimal = CAP_LOWER_KG

    def expand(self, place: Place) -> Expansion:
        """Return the open set, and the rules that read it."""
        training_max = place.load_anchor("tm")
        group = Group(
            reps=parse_reps(self.reps),
            load=Load(of=training_max, percent=self.percent),
            is_result=True,
        )
        land = Rule(on="slot", slot=place.key, read="reps", bands=(landing(place, training_max),))
        return Expansion(
            weeks=every_session(place, (group,)),
            anchors={training_max: place.opening_kg, **scratch(place)},
            derived=bounds(place, training_max),
            rules=(*wanted_rules(place, training_max=training_max, cap_kg=self.cap_kg), land),
            made_reps=progressing_reps(self.percent),
        )


def scratch(place: Place) -> dict[str, Decimal]:
    """Return the anchors that the reading of an open set needs beside the training max."""
    return {
        place.counter("times"): Decimal(0),
        place.counter("wanted"): place.opening_kg,
        place.counter("most"): Decimal(0),
    }


def bounds(place: Place, training_max: str) -> dict[str, Derived]:
    """Return the shares of the training max between which it may move."""
    return {
        place.counter("floor"): Derived(of=training_max, percent=FLOOR_PERCENT),
        place.counter("same-from"): Derived(of=training_max, percent=LEAST_PERCENT),
        place.counter("same-to"): Derived(of=training_max, percent=MOST_PERCENT),
    }


def wanted_rules(
    place: Place, *, training_max: str, cap_kg: Decimal, weeks: frozenset[int] | None = None
) -> tuple[Rule, ...]:
    """Return the rules that put the new training max, unrounded, into ``wanted``.

    With no load reported it stays as it was. Spec 4, AMRAP_TM.
    """
    times, wanted, most = (place.counter(name) for name in ("times", "wanted", "most"))
    start = (
        copied(wanted, source=training_max),
        copied(most, source=training_max),
        add_to(most, cap_kg),
    )
    # A single is the maximum itself; above that 0.9 x (1 + reps / 30).
    by_reps = (
        Band(when=(None, Decimal(0)), changes=(set_to(times, 0), *start)),
        Band(when=(None, Decimal(1)), changes=(set_to(times, TRAINING_MAX_SHARE), *start)),
        Band(
            changes=(
                Change(verb="set_from_result", anchor=times, times=PER_REP),
                add_to(times, TRAINING_MAX_SHARE),
                *start,
            )
        ),
    )
    by_load = Band(changes=(Change(verb="set_from_result", anchor=wanted, times=times),))
    return (
        Rule(on="slot", slot=place.key, weeks=weeks, read="reps", bands=by_reps),
        Rule(on="slot", slot=place.key, weeks=weeks, read="load", bands=(by_load,)),
        Rule(
            on="slot",
            slot=place.key,
            weeks=weeks,
            read="reps",
            bands=_clamped(place, training_max=training_max),
        ),
    )


def landing(place: Place, training_max: str) -> Band:
    """Return the band by which the wanted number, rounded, becomes the training max."""
    wanted = place.counter("wanted")
    return Band(changes=(Change(verb="round", anchor=wanted), copied(training_max, source=wanted)))


def progressing_reps(percent: Decimal) -> int:
    """Return the fewest repetitions at a percent of the training max that raise it."""
    share = Fraction(percent) / 100 * Fraction(TRAINING_MAX_SHARE)
    return max(1, ceil(EPLEY_REPS * ((1 + IGNORED_BELOW_SHARE) / share - 1)))


def _clamped(place: Place, *, training_max: str) -> tuple[Band, ...]:
    wanted, most = place.counter("wanted"), place.counter("most")
    floor, same_from, same_to = (place.counter(name) for name in ("floor", "same-from", "same-to"))
    unchanged = (copied(wanted, source=training_max),)

    def below(anchor: str, *, bound: str) -> Condition:
        return Condition(anchor=anchor, relation="<", value=bound)

    at_edge = Condition(anchor=wanted, relation="=", value=same_from)
    return (
        Band(conditions=(below(wanted, bound=floor),), changes=(copied(wanted, source=floor),)),
        Band(conditions=(below(wanted, bound=same_from),), changes=()),
        # One percent down is a change; less is none.
        Band(conditions=(at_edge,), changes=()),
        Band(conditions=(below(wanted, bound=same_to),), changes=unchanged),
        Band(conditions=(below(most, bound=same_to),), changes=unchanged),
        Band(conditions=(below(wanted, bound=most),), changes=()),
        Band(changes=(copied(wanted, source=most),)),
    )
