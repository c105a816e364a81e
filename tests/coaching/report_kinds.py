"""Every kind of report about the demo gym, as of one instant."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from athletes.models import Athlete, Plan, PlanPhase
from athletes.queries.loads import Loads
from coaching.accounts.models import User
from coaching.queries.roster import roster_rows
from coaching.reports.document import Report
from coaching.reports.lift import lift_report
from coaching.reports.macrocycle import macrocycle_report
from coaching.reports.making import PHASE_NEEDS, brand_of
from coaching.reports.outcomes import outcome_report
from coaching.reports.phase import phase_report
from coaching.reports.roster import roster_report
from coaching.reports.terms import Terms
from coaching.reports.week import week_report
from programs.models import Exercise
from tests.coaching.demo_runs import NOW, TODAY

# Nine weeks hold a whole phase of each goal; who trains in pounds has both.
WEEKS = 10
NAMES = {"Ana Petrova", "Jack Thompson", "Oskar Nyström"}
IN_KG, IN_LB = "Ana Petrova", "Jack Thompson"
HEAD_COACH = "head@demo.phasewise.example"
LIFT = "Back Squat (High-Bar)"
FROM_ON = date(2025, 12, 29)
WEEK_ON = TODAY - timedelta(days=TODAY.weekday() + 7)


def every_kind(*, language: str = "en") -> Mapping[str, Report]:
    """Return a report of each kind by name, one of a phase of each goal."""
    ana, jack = (Athlete.objects.get(name=name) for name in (IN_KG, IN_LB))
    return {
        "phase-hypertrophy": _phase(ana, "hypertrophy", language),
        "phase-strength": _phase(jack, "strength", language),
        "week": week_report(athlete=ana, week_on=WEEK_ON, terms=terms(ana, language)),
        "lift": _lift(jack, language),
        "macrocycle": _macrocycle(ana, language),
        "roster": _roster(language),
        "outcomes": _outcomes(language),
    }


def terms(athlete: Athlete | None = None, language: str = "en") -> Terms:
    """Return the terms of a reader, in kilograms without an athlete."""
    someone = athlete or Athlete.objects.order_by("pk")[0]
    return Terms(
        now=NOW,
        brand=brand_of(someone.organization),
        loads=Loads.of(athlete) if athlete else Loads(unit="kg"),
        language=language,
        coach="Dana Reyes",
        coach_words="A steady block.\nNext: fewer reps, more weight.",
    )


def head_coach() -> Any:
    return User.objects.get(email=HEAD_COACH)


def phase_of(athlete: Athlete, goal: str) -> PlanPhase:
    """Return the last phase of the goal that is over."""
    over = PlanPhase.objects.filter(athlete=athlete, goal=goal, ends_on__lt=TODAY)
    return over.select_related(*PHASE_NEEDS).order_by("-starts_on", "-pk")[0]


def plan_of(athlete: Athlete) -> Plan:
    plans = Plan.objects.filter(athlete=athlete).select_related("program_version__template")
    return plans.order_by("starts_on", "pk")[0]


def _phase(athlete: Athlete, goal: str, language: str) -> Report:
    return phase_report(
        phase=phase_of(athlete, goal), athlete=athlete, terms=terms(athlete, language)
    )


def _lift(athlete: Athlete, language: str) -> Report:
    exercise = Exercise.objects.get(name=LIFT)
    return lift_report(
        athlete=athlete,
        exercise=exercise,
        from_on=FROM_ON,
        to_on=TODAY,
        terms=terms(athlete, language),
    )


def _macrocycle(athlete: Athlete, language: str) -> Report:
    return macrocycle_report(plan=plan_of(athlete), athlete=athlete, terms=terms(athlete, language))


def _roster(language: str) -> Report:
    rows = roster_rows(user=head_coach(), now=NOW).order_by("pk")
    return roster_report(
        athletes=list(rows), title="Everybody", on=TODAY, terms=terms(None, language)
    )


def _outcomes(language: str) -> Report:
    version = plan_of(Athlete.objects.get(name=IN_LB)).program_version
    return outcome_report(version=version, user=head_coach(), on=TODAY, terms=terms(None, language))
