"""Why the loads of a session are what they are, told when it is read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import prefetch_related_objects
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from athletes.models import Athlete, PlannedGroup, PlannedSession
from athletes.queries.equipment import moved_at_once
from athletes.queries.load_maker import LoadMaker
from athletes.queries.loads import Loads
from athletes.queries.own_program import own_program
from athletes.queries.session_cards import log_of
from athletes.queries.trends import trends_on
from programs.engine.loads.estimates import (
    Confidence,
    Trend,
    chart_share,
    confidence,
    is_on_chart,
)
from programs.engine.program import BODY_WEIGHT
from programs.engine.program.parts import Load
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.easing import LIGHT_LOAD_SHARE, Ease
from programs.engine.resolving.anchors import to_decimal
from programs.engine.resolving.explain import explain_gap, explain_load, explain_reps
from programs.engine.resolving.resolve import Line, LoadSource, ResolvedGroup
from programs.engine.timeline import local_date
from programs.engine.units import Unit, decimal_of, display_load
from programs.queries.in_words import in_words

MadeAs = PlannedGroup.MadeAs

BEFORE_REASONS = gettext_noop(
    "This load was set before its reasons were kept: it is explained from the next change on."
)

_LIMITS: Mapping[str, str] = {
    MadeAs.BAR: gettext_noop("The empty bar is the lightest you can load."),
    MadeAs.ALL_PLATES: gettext_noop("These are all the plates you have."),
    MadeAs.PLATES: gettext_noop("It is what your plates make."),
    MadeAs.LIGHTEST: gettext_noop("These are your lightest dumbbells."),
    MadeAs.HEAVIEST: gettext_noop("These are your heaviest dumbbells."),
    MadeAs.DUMBBELLS: gettext_noop("These are your nearest dumbbells."),
}
_SUGGESTIONS: Mapping[Confidence, str] = {
    "high": gettext_noop(
        "Your estimated maximum of %(maximum)s (high confidence) suggests %(load)s."
    ),
    "medium": gettext_noop(
        "Your estimated maximum of %(maximum)s (medium confidence) suggests %(load)s."
    ),
    "low": gettext_noop(
        "Your estimated maximum of %(maximum)s (low confidence) suggests %(load)s."
    ),
}
_NEAREST = frozenset({MadeAs.PLATES, MadeAs.DUMBBELLS, MadeAs.STEP})


def explain_groups(
    groups: Sequence[PlannedGroup], *, session: PlannedSession, athlete: Athlete, now: datetime
) -> dict[int, str]:
    """Return the explanation of each group of a session by primary key.

    ``session`` comes with ``log`` and the plan's version selected, ``athlete`` with ``equipment``.
    No query, but where a load is left to effort one for strength, and one for exercises that
    weren't selected.
    """
    unit = Loads.of(athlete).unit
    suggested = _suggestions(groups, session=session, athlete=athlete, now=now)
    return {
        group.pk: explain_group(group, unit=unit, suggestion=suggested.get(group.pk, ""))
        for group in groups
    }


def explain_group(group: PlannedGroup, *, unit: Unit, suggestion: str = "") -> str:
    """Return why the group's load is what it is, or how to find one. No query.

    A load from before what explains it was kept says so.
    """
    if group.load_kg is not None and group.base_kg is None:
        return _(BEFORE_REASONS)
    resolved = _resolved(group)
    load = explain_load(resolved, exercise=group.exercise_name, unit=unit)
    sentences = [in_words(load), suggestion, *_made_of(group, resolved)]
    if reps := explain_reps(resolved):
        sentences.append(in_words(reps))
    if group.gap_days is not None:
        sentences.append(in_words(explain_gap(_ease(group), days=group.gap_days)))
    return " ".join(filter(None, sentences))


def _resolved(group: PlannedGroup) -> ResolvedGroup:
    source = _source(group)
    target = None if source is None or group.load_kg is None else _target(source)
    reps = parse_reps(group.reps)
    asked = parse_reps(group.asked_reps) if group.asked_reps else None
    line = Line(
        sets=group.sets,
        reps=asked or reps,
        rpe=group.rpe,
        load=None if source is None else _written(source),
        scale=Fraction(1) if source is None else source.scale,
        may_follow=asked is not None,
    )
    return ResolvedGroup(
        line,
        target_kg=target,
        load_kg=_made(group, source=source, target=target),
        value=None if source is None else source.value,
        step=Fraction(1),
        other_reps=None if asked is None else reps,
    )


def _written(source: LoadSource) -> Load:
    return Load(of=source.anchor, percent=source.percent, post=source.post)


def _source(group: PlannedGroup) -> LoadSource | None:
    if not group.anchor and group.base_kg is None:
        return None
    return LoadSource(
        anchor=group.anchor or None,
        value=None if group.base_kg is None else Fraction(group.base_kg),
        percent=group.base_percent,
        post=group.added_kg or Decimal(0),
        step=Fraction(1),
        scale=Fraction(1) if group.load_share is None else Fraction(group.load_share),
    )


def _share(source: LoadSource) -> Fraction:
    value = source.value or Fraction(0)
    return value if source.percent is None else value * Fraction(source.percent) / 100


def _target(source: LoadSource) -> Fraction:
    return (_share(source) + Fraction(source.post)) * source.scale


def _made(
    group: PlannedGroup, *, source: LoadSource | None, target: Fraction | None
) -> Decimal | None:
    """Return the load with the body weight that a log leaves out."""
    if source is None or target is None or group.load_kg is None:
        return group.load_kg
    if source.anchor != BODY_WEIGHT:
        return group.load_kg
    # Nothing hangs from the belt, so the body is lifted as it is.
    if target <= _share(source):
        return to_decimal(target)
    return to_decimal(source.value or Fraction(0)) + group.load_kg


def _made_of(group: PlannedGroup, resolved: ResolvedGroup) -> Iterator[str]:
    if group.made_as in _LIMITS:
        yield _(_LIMITS[group.made_as])
    if group.made_as not in _NEAREST or not group.is_first_exposure:
        return
    load, target = resolved.load_kg, resolved.target_kg
    if load is not None and target is not None and load < target:
        yield _("Rounded down, since it is the first time in this phase.")


def _ease(group: PlannedGroup) -> Ease:
    if group.gap_rpe is None:
        return Ease(load_share=LIGHT_LOAD_SHARE)
    return Ease(rpe_cap=group.gap_rpe)


def _suggestions(
    groups: Sequence[PlannedGroup], *, session: PlannedSession, athlete: Athlete, now: datetime
) -> dict[int, str]:
    """Suggest loads where effort is asked, from the estimates before the session. Decision 19."""
    open_loads = [group for group in groups if _goes_by_effort(group)]
    if not open_loads:
        return {}
    prefetch_related_objects(open_loads, "exercise")
    as_of = _as_of(session, athlete=athlete, now=now)
    trends = trends_on(days={athlete.pk: as_of}).get(athlete.pk, {})
    make = LoadMaker(
        rounding=own_program(session.plan).rounding,
        unit=Loads.of(athlete).unit,
        equipment=getattr(athlete, "equipment", None),
        exercises={group.exercise_name: group.exercise for group in open_loads},
    )
    return {
        group.pk: _suggestion(group, trend=trends[group.exercise_id], make=make, athlete=athlete)
        for group in open_loads
        if group.exercise_id in trends
    }


def _goes_by_effort(group: PlannedGroup) -> bool:
    if group.load_kg is not None or group.exercise_id is None or group.rpe is None:
        return False
    reps = parse_reps(group.reps)
    return reps.kind == "reps" and is_on_chart(reps.floor, group.rpe)


def _as_of(session: PlannedSession, *, athlete: Athlete, now: datetime) -> date:
    """Return the last day whose estimates were known when the session was read or begun."""
    log = log_of(session)
    if log is not None:
        return log.on - timedelta(days=1)
    return min(session.scheduled_on, local_date(now, zone=athlete.time_zone))


def _suggestion(group: PlannedGroup, *, trend: Trend, make: LoadMaker, athlete: Athlete) -> str:
    if group.exercise is None or group.rpe is None:
        return ""
    one_at_once = trend.e1rm_kg / moved_at_once(group.exercise)
    target = one_at_once * chart_share(group.rep_floor, group.rpe)
    load = make.loaded(group.exercise_name, target=target, mode="down").load_kg
    unit = Loads.of(athlete).unit
    return _(_SUGGESTIONS[confidence(trend.sigma_pct)]) % {
        "maximum": f"{number_format(display_load(decimal_of(one_at_once), unit))} {unit}",
        "load": f"{number_format(display_load(load, unit))} {unit}",
    }
