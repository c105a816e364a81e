"""The report of one phase: hypertrophy is told by work, strength by what was lifted (spec 8.1)."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from athletes.models import Athlete, PlanPhase
from athletes.queries.phase_report import PhaseReport, get_phase_report
from athletes.views.phase_words import GOALS
from coaching.reports.document import Block, Report
from coaching.reports.phase_body import body_blocks
from coaching.reports.phase_days import days_block
from coaching.reports.phase_effort import effort_block
from coaching.reports.phase_head import decision_block, head_block
from coaching.reports.phase_lifts import best_block, intensity_block, lift_blocks
from coaching.reports.phase_muscles import muscles_block, volume_block
from coaching.reports.phase_next import next_block
from coaching.reports.phase_reps import rep_strength_block
from coaching.reports.terms import Terms
from programs.engine.goals import Goal
from programs.engine.timeline import local_date


def phase_report(*, phase: PlanPhase, athlete: Athlete, terms: Terms) -> Report:
    """Return the report of a phase, as of now while it runs.

    10 queries, and one more once the next phase has begun.
    ``phase`` comes with ``plan__program_version__template`` selected.
    """
    with translation.override(terms.language):
        found = get_phase_report(phase=phase, athlete=athlete, now=terms.now)
        goal = Goal(phase.goal)
        return terms.report(
            _blocks(found, athlete, terms),
            kind="phase",
            title=phase.name,
            about=athlete.name,
            period=f"{GOALS[goal]} · {days_in_words(phase.starts_on, phase.ends_on)}",
            days=(phase.starts_on, phase.ends_on),
            made_on=local_date(terms.now, zone=athlete.time_zone),
            is_provisional=found.summary is None or found.summary.sealed_at is None,
        )


def _blocks(found: PhaseReport, athlete: Athlete, terms: Terms) -> list[Block | None]:
    work = [muscles_block(found), effort_block(found)]
    rep_strength = rep_strength_block(found, terms=terms)
    strength = [*lift_blocks(found, terms=terms), best_block(found, terms=terms)]
    days = days_block(found, today=local_date(terms.now, zone=athlete.time_zone))
    is_work = found.phase.goal == Goal.HYPERTROPHY
    parts = (
        [*work, rep_strength, volume_block(found, terms=terms), *strength]
        if is_work
        else [*strength, intensity_block(found), *work, rep_strength]
    )
    return [
        head_block(found),
        days,
        *parts,
        *body_blocks(found.phase, athlete=athlete, terms=terms),
        decision_block(found),
        next_block(found, terms=terms),
    ]


def days_in_words(from_on: date, to_on: date) -> str:
    """Return two days as a span."""
    first = date_format(from_on, "MEDIUM_DATE_FORMAT")
    return _("%(first)s to %(last)s") % {
        "first": first,
        "last": date_format(to_on, "MEDIUM_DATE_FORMAT"),
    }
