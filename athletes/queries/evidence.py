"""What the decision at the end of a phase rests on, read as of the instant it is due (spec 5.1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, cast

from django.db.models import Count

from athletes.models import PhaseTransition, Plan, PlannedGroup, PlannedSession, PlanPhase
from athletes.queries.fatigue import Signs, get_signs, last_trained_on
from athletes.queries.lifts import NO_LIFTS, Lifts, get_lifts
from athletes.queries.repeats import before_a_repeat
from athletes.queries.tallies import NEVER_AWAY, get_days_away, get_session_totals
from programs.engine.adherence.measures import count_sessions
from programs.engine.goals import Goal
from programs.engine.phases.decision import Decision, Evidence, Reason, RollMode
from programs.engine.phases.ending import PhaseEnd as Ending
from programs.engine.program import Program
from programs.engine.program.parts import Ends
from programs.engine.progression.deload import fatigue_reasons
from programs.engine.timeline import DAYS_A_WEEK, local_date

WEEK = timedelta(days=DAYS_A_WEEK)
RESTING = frozenset({Goal.DELOAD, Goal.TRANSITION})


@dataclass(frozen=True, slots=True)
class PhaseEnd:
    """A plan at the end of the last of its ``phases`` (all, in order), as of the instant ``at``.

    ``today`` is the local day of that instant.
    """

    plan: Plan
    phases: Sequence[PlanPhase]
    program: Program
    at: datetime
    today: date

    @property
    def phase(self) -> PlanPhase:
        return self.phases[-1]


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was read of all plans at once, by plan.

    By phase: ``extensions``, ``tested``, and the deloads ``before_a_repeat``.
    """

    signs: Mapping[int, Signs]
    lifts: Mapping[int, Lifts]
    trained_on: Mapping[int, date]
    exposures: Mapping[int, Fraction | None]
    extensions: Mapping[int, int]
    tested: frozenset[int]
    before_a_repeat: frozenset[int]


def phase_end(
    *, plan: Plan, phases: Sequence[PlanPhase], program: Program, at: datetime
) -> PhaseEnd:
    """Return the end of the last of the plan's phases, as of an instant."""
    return PhaseEnd(
        plan=plan,
        phases=phases,
        program=program,
        at=at,
        today=local_date(at, zone=plan.time_zone),
    )


def get_evidence(ends: Sequence[PhaseEnd]) -> list[Evidence]:
    """Return the evidence on each phase that ends. See ``get_evidence_and_endings``."""
    return [evidence for evidence, _ in get_evidence_and_endings(ends)]


def get_evidence_and_endings(ends: Sequence[PhaseEnd]) -> list[tuple[Evidence, Ending]]:
    """Return the evidence on each phase and what ends it, in the order given; each plan once.

    Work finished after its instant doesn't count. 9 queries, however many plans; one more
    where tests are asked about, and one where inserted deloads end. Soreness and skips for
    fatigue aren't recorded yet, so fatigue is seen in performance, effort and readiness.
    """
    if not ends:
        return []
    lifts = get_lifts({end.phase: end.plan.athlete_id for end in ends})
    counted = _Counted(
        signs=get_signs({end.plan: (end.at, end.today) for end in ends}),
        lifts={end.plan.pk: lifts.get(end.phase.pk, NO_LIFTS) for end in ends},
        trained_on=last_trained_on({end.plan.pk: end.today for end in ends}),
        exposures=_exposures(ends),
        extensions=_extensions_used(ends),
        tested=_with_test_results(ends),
        before_a_repeat=before_a_repeat(end.phase for end in ends),
    )
    return [(_evidence(end, counted), _ending(end, counted)) for end in ends]


def evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    """Return the evidence as JSON keeps it: shares as fractions, days and decimals as text."""
    return {name: _plain(value) for name, value in asdict(evidence).items()}


def weeks_since_deload(program: Program, *, phases: Sequence[PlanPhase]) -> int:
    """Count the loading weeks at the end of the phases, as run; all of them without a deload."""
    count = 0
    for phase in phases:
        for is_deload in deload_weeks(program, phase=phase):
            count = 0 if is_deload else count + 1
    return count


def _evidence(end: PhaseEnd, counted: _Counted) -> Evidence:
    plan, phase, program = end.plan, end.phase, end.program
    lifts, signs = counted.lifts[plan.pk], counted.signs[plan.pk]
    trained_on = counted.trained_on.get(plan.pk)
    return Evidence(
        mode=RollMode(plan.roll_mode.lower()),
        goal=Goal(phase.goal),
        last_on=phase.ends_on,
        has_pain=signs.has_pain,
        days_since_session=None if trained_on is None else (end.today - trained_on).days,
        exposure=counted.exposures[plan.pk],
        extensions_used=counted.extensions.get(phase.pk, 0),
        repeats_used=phase.repeats,
        weeks_since_deload=weeks_since_deload(program, phases=end.phases),
        fatigue_reasons=len(fatigue_reasons(signs.signals(lifts_down=lifts.down))),
        next_goal=_next_goal(end, is_repeated=phase.pk in counted.before_a_repeat),
        lift_changes_pct=lifts.changes_pct,
        is_still_rising=lifts.is_rising,
        phase_weeks=((phase.ends_on - phase.starts_on).days + 1) // DAYS_A_WEEK,
        has_test_results=phase.pk in counted.tested,
    )


def _next_goal(end: PhaseEnd, *, is_repeated: bool) -> Goal | None:
    mesocycles, here = end.program.mesocycles, end.phase.mesocycle
    following = here if is_repeated else here + 1
    return mesocycles[following].goal if following < len(mesocycles) else None


def _ending(end: PhaseEnd, counted: _Counted) -> Ending:
    lifts = counted.lifts[end.plan.pk]
    return Ending(
        ends=cast(Ends, end.phase.ends.lower()),
        last_on=end.phase.ends_on,
        has_test_results=end.phase.pk in counted.tested,
        stalled_lifts=lifts.stalled,
        main_lifts=lifts.count,
    )


def deload_weeks(program: Program, *, phase: PlanPhase) -> Iterator[bool]:
    """Yield for each week of a phase whether it is a deload."""
    mesocycle = program.mesocycles[phase.mesocycle]
    if phase.kind == PlanPhase.Kind.INSERTED_DELOAD or mesocycle.goal in RESTING:
        yield True
        return
    is_calendar = mesocycle.kind == "calendar"
    for place in range(mesocycle.week_count):
        is_deload = is_calendar and mesocycle.weeks[place].is_deload
        yield from (is_deload for _ in range(1 + phase.repeated_weeks.count(place + 1)))
    yield from (False for _ in range(phase.extra_weeks))


def _exposures(ends: Sequence[PhaseEnd]) -> dict[int, Fraction | None]:
    """Return sessions received over planned of each ending phase, by plan. 3 queries."""
    athletes = get_days_away(athletes=[end.plan.athlete_id for end in ends])
    away = {end.plan.pk: athletes.get(end.plan.athlete_id, NEVER_AWAY) for end in ends}
    placed = get_session_totals(
        sessions=PlannedSession.objects.filter(phase__in=[end.phase.pk for end in ends]),
        away=away,
    )
    of_plan: dict[int, list[Any]] = {end.plan.pk: [] for end in ends}
    for one in placed:
        of_plan[one.plan_id].append(one.session)
    return {
        end.plan.pk: count_sessions(
            of_plan[end.plan.pk],
            window=(date.min, date.max),
            as_of=end.at,
            zone=end.plan.time_zone,
            pauses=away[end.plan.pk].pauses,
        )
        .adherence()
        .exposure
        for end in ends
    }


def _extensions_used(ends: Sequence[PhaseEnd]) -> dict[int, int]:
    """Count decided extensions only. 1 query.

    Weeks repeated while a proposal waited are none, nor those until what ends a phase has come.
    """
    rows = PhaseTransition.objects.standing().filter(
        from_phase__in=[end.phase.pk for end in ends], decision=Decision.EXTEND_1W.value
    )
    rows = rows.exclude(reason=Reason.NOT_OVER.value)
    return dict(rows.order_by().values_list("from_phase").annotate(Count("pk")))


def _with_test_results(ends: Sequence[PhaseEnd]) -> frozenset[int]:
    """Return the phases whose test results are in, of those that ask. 1 query; none without."""
    phases = [
        end.phase.pk
        for end in ends
        if end.phase.goal == Goal.TEST or end.phase.ends == PlanPhase.Ends.TEST
    ]
    if not phases:
        return frozenset()
    tests = PlannedGroup.objects.filter(
        session__phase__in=phases, intent="test", sets_credited__gte=1
    )
    return frozenset(tests.order_by().values_list("session__phase", flat=True).distinct())


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return str(value)
