"""What a phase asks of the athlete, in plain words."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from athletes.queries.today import PhaseCard
from programs.engine.goals import Goal

QUESTIONS = {
    Goal.HYPERTROPHY: _("How hard can you make the muscle work?"),
    Goal.STRENGTH: _("How much can you lift?"),
    Goal.DELOAD: _("How fresh can you leave the gym?"),
    Goal.PEAKING: _("How ready can you be on the day?"),
    Goal.TEST: _("How much can you lift today?"),
    Goal.TRANSITION: _("What feels good to do?"),
}

MEANINGS = {
    Goal.HYPERTROPHY: _("Many sets at a steady tempo, with a rep or two left. Nothing is maxed."),
    Goal.STRENGTH: _("Few reps with heavy loads, and rests long enough to do each set well."),
    Goal.DELOAD: _("Less of everything for a week, so that the work before it can take effect."),
    Goal.PEAKING: _("Heavy and brief. What you have built is being made ready to show."),
    Goal.TEST: _("Find out where you stand. Stop when the bar slows down."),
    Goal.TRANSITION: _("Easy training until the next phase begins."),
}

GOALS = {
    Goal.HYPERTROPHY: _("Hypertrophy"),
    Goal.STRENGTH: _("Strength"),
    Goal.DELOAD: _("Deload"),
    Goal.PEAKING: _("Peaking"),
    Goal.TEST: _("Test"),
    Goal.TRANSITION: _("Transition"),
}


class Step(StrEnum):
    """Where a week of the phase lies."""

    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class PhaseBanner:
    """A phase with its words and one step a week."""

    phase: PhaseCard
    goal_name: str
    question: str
    meaning: str
    steps: tuple[Step, ...]


def banner_of(phase: PhaseCard | None) -> PhaseBanner | None:
    """Return what the top of a page says about a phase; None without one."""
    if phase is None:
        return None
    goal = Goal(phase.goal)
    return PhaseBanner(
        phase=phase,
        goal_name=GOALS[goal],
        question=QUESTIONS[goal],
        meaning=MEANINGS[goal],
        steps=tuple(_step(week, phase.week) for week in range(1, phase.weeks + 1)),
    )


def _step(week: int, current: int) -> Step:
    if week == current:
        return Step.NOW
    return Step.PAST if week < current else Step.AHEAD
