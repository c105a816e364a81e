"""The numbers a plan starts from: brought by the athlete, known from before, or not known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext as _

from athletes.models import AnchorValue, Athlete, KnownMax
from athletes.queries.asked_maxes import LASTING
from athletes.queries.equipment import moved_at_once
from athletes.queries.trends import newest_trends
from programs.engine.errors import TrainingError
from programs.engine.loads.estimates import (
    HIGHEST_RPE,
    Trend,
    chart_share,
    confidence,
    training_max,
)
from programs.engine.loads.load_anchors import LoadKind, load_anchors
from programs.engine.loads.loading import round_load
from programs.engine.program import Program
from programs.engine.units import plain, rounded
from programs.models import ProgramVersion
from programs.queries.program_of import program_of
from programs.queries.required_anchors import RequiredAnchor, required_anchors

HEAVIEST_KG = 2000
PLACES_KEPT = 12
FIVE = 5


class AnchorInvalid(TrainingError):
    """A number brought to a program that it can't start from."""

    field = "anchors"

    def __init__(self, *, name: str, problem: str) -> None:
        super().__init__(_("%(name)s: %(problem)s") % {"name": name, "problem": problem})
        self.name = name


Origin = Literal["given", "program", "estimated", "earlier", "named", "unknown"]


@dataclass(frozen=True, slots=True)
class OpeningValue:
    """One number at a plan's start; ``value`` None while it isn't known.

    ``sigma_pct`` is the error, one sigma, of a number estimated from the log.
    """

    name: str
    exercise_id: int | None
    value: Decimal | None
    reason: str
    origin: Origin = "program"
    sigma_pct: Fraction | None = None


Given = Mapping[int, Mapping[str, Decimal | None]]


def opening_values(
    *,
    version: ProgramVersion,
    athletes: Iterable[Athlete],
    given: Given,
    now: datetime,
    own: Program | None = None,
) -> dict[int, tuple[OpeningValue, ...]]:
    """Return the numbers each athlete starts the version with, by the athlete's primary key.

    ``own`` is another form of the version, such as the one for home.

    ``given`` comes first; then, for training maxes and maxima, the athlete's newest strength,
    the number of an earlier plan, or the maximum the athlete named. Otherwise a load is not known:
    the file's own number stands for nobody. Counters and steps start as the program says.
    4 queries, 5 with ``own``. Raises AnchorInvalid.
    """
    rows = list(athletes)
    program = own or program_of(version)
    _check_chosen(rows, given=given)
    check_given(program, given=given)
    wanted = {anchor.name: anchor for anchor in required_anchors(version, program=own)}
    trends = newest_trends(athletes=rows, now=now)
    earlier = _earlier(rows, anchors=wanted.values())
    named = _named(rows)
    return {
        athlete.pk: tuple(
            _opening(
                name,
                own=start,
                anchor=wanted.get(name),
                given=given.get(athlete.pk, {}),
                trends=trends.get(athlete.pk, {}),
                earlier=earlier.get(athlete.pk, {}),
                named=named.get(athlete.pk, {}),
                step_kg=program.rounding.step_kg,
            )
            for name, start in program.anchors.items()
        )
        for athlete in rows
    }


def check_given(program: Program, *, given: Given) -> None:
    """Raise AnchorInvalid for a number that the program doesn't have or nobody lifts."""
    loads = {anchor.name for anchor in load_anchors(program)}
    for values in given.values():
        for name, value in values.items():
            if name not in program.anchors:
                known = ", ".join(program.anchors) or _("none")
                problem = _("the program has no such number; it has %(known)s.") % {"known": known}
                raise AnchorInvalid(name=name, problem=problem)
            if value is None:
                continue
            if not (value.is_finite() and 0 <= value <= HEAVIEST_KG):
                problem = _("enter a number from 0 to %(heaviest)d, or leave it empty.") % {
                    "heaviest": HEAVIEST_KG
                }
                raise AnchorInvalid(name=name, problem=problem)
            if name in loads and not value:
                problem = _("enter more than 0 kg, or leave it empty.")
                raise AnchorInvalid(name=name, problem=problem)


def _check_chosen(athletes: Iterable[Athlete], *, given: Given) -> None:
    others = sorted(given.keys() - {athlete.pk for athlete in athletes})
    if others:
        problem = _(
            "this athlete isn't among those chosen; choose them too, or leave these numbers out."
        )
        raise AnchorInvalid(name=_("Athlete %(key)d") % {"key": others[0]}, problem=problem)


def _earlier(
    athletes: Iterable[Athlete], *, anchors: Iterable[RequiredAnchor]
) -> dict[int, dict[tuple[str, int], Decimal]]:
    """Return the newest number of each kind and exercise, from any earlier plan. 1 query."""
    exercises = {one.exercise.pk for one in anchors if one.exercise and one.kind in LASTING}
    rows = AnchorValue.objects.filter(
        athlete__in=list(athletes), exercise__in=exercises, value__isnull=False
    )
    found: dict[int, dict[tuple[str, int], Decimal]] = {}
    for athlete_id, name, exercise_id, value in rows.order_by("pk").values_list(
        "athlete_id", "name", "exercise_id", "value"
    ):
        if value is not None:
            found.setdefault(athlete_id, {})[name.partition(":")[0], exercise_id] = value
    return found


def _named(athletes: Iterable[Athlete]) -> dict[int, dict[int, Decimal]]:
    """Return the maxima that athletes named, by exercise. 1 query."""
    rows = KnownMax.objects.filter(athlete__in=list(athletes))
    found: dict[int, dict[int, Decimal]] = {}
    for athlete_id, exercise_id, max_kg in rows.values_list("athlete_id", "exercise_id", "max_kg"):
        found.setdefault(athlete_id, {})[exercise_id] = max_kg
    return found


def _opening(
    name: str,
    *,
    own: Decimal,
    anchor: RequiredAnchor | None,
    given: Mapping[str, Decimal | None],
    trends: Mapping[int, Trend],
    earlier: Mapping[tuple[str, int], Decimal],
    named: Mapping[int, Decimal],
    step_kg: Decimal,
) -> OpeningValue:
    exercise_id = anchor.exercise.pk if anchor and anchor.exercise else None
    if name in given and given[name] is not None:
        return OpeningValue(
            name, exercise_id, given[name], "Entered when the plan was assigned", "given"
        )
    if anchor is None:
        return OpeningValue(name, None, own, "As the program starts")
    unknown = OpeningValue(name, exercise_id, None, "Not known yet", "unknown")
    if name in given or anchor.exercise is None or anchor.kind not in LASTING:
        return unknown
    strength = trends.get(anchor.exercise.pk)
    if strength is not None:
        value = _from_strength(anchor, strength, step_kg=step_kg)
        words = (
            f"From the estimated maximum of {plain(rounded(strength.e1rm_kg, places=1))} kg "
            f"({confidence(strength.sigma_pct)} confidence)"
        )
        return OpeningValue(name, exercise_id, value, words, "estimated", strength.sigma_pct)
    known = earlier.get((anchor.kind, anchor.exercise.pk))
    if known is not None:
        return OpeningValue(
            name, exercise_id, known, "Carried over from an earlier plan", "earlier"
        )
    if anchor.exercise.pk in named:
        value = anchor_from_max(anchor.kind, maximum=named[anchor.exercise.pk], step_kg=step_kg)
        return OpeningValue(name, exercise_id, value, "From the maximum the athlete named", "named")
    return unknown


def anchor_from_max(kind: LoadKind, *, maximum: Decimal | Fraction, step_kg: Decimal) -> Decimal:
    """Return the number of a kind from a maximum as one hand counts it. Spec 2.4, 5.2."""
    exact = Fraction(maximum)
    if kind == "tm":
        return round_load(training_max(exact), step=step_kg, mode="down")
    if kind == "five":
        exact *= chart_share(FIVE, HIGHEST_RPE)
    return rounded(exact, places=PLACES_KEPT)


def _from_strength(anchor: RequiredAnchor, strength: Trend, *, step_kg: Decimal) -> Decimal:
    hands = moved_at_once(anchor.exercise) if anchor.exercise else 1
    return anchor_from_max(anchor.kind, maximum=strength.e1rm_kg / hands, step_kg=step_kg)
