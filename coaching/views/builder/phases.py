"""Phases added, doubled, moved and taken out with a button."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.views.builder.drafts import draft_of, draft_view, whole_number
from programs.actions.rearrange_phases import rearrange_phases
from programs.engine.building.phases import (
    with_copy,
    with_phase,
    with_phase_moved,
    without_phase,
)
from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.program import Program
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.program_of import program_of

Change = Callable[[Program], Program]


class WeeksInvalid(TrainingError):
    """A phase of no length, or of years."""

    def __init__(self) -> None:
        super().__init__(_("Give the phase 1 to 16 weeks."))


@draft_view("POST")
def phases(request: HttpRequest, key: int) -> HttpResponse:
    """Do what the button says and show the phase it was about."""
    version = draft_of(request, key)
    last = len(program_of(version).mesocycles) - 1
    phase = min(max(0, whole_number(request.POST, "phase", otherwise=0)), last)
    shown = phase
    try:
        change, shown = _change(request, version, phase=phase, last=last)
        rearrange_phases(
            version=version,
            change=change,
            expected_version=whole_number(request.POST, "version"),
            by=request.user,
        )
    except TrainingError as error:
        messages.error(request, str(error))
        shown = phase
    return redirect(f"{reverse('builder', args=[key])}?phase={shown}")


def _change(
    request: HttpRequest, version: ProgramVersion, *, phase: int, last: int
) -> tuple[Change, int]:
    """Return what to do with the program, and the phase to show after it."""
    match request.POST.get("do"):
        case "copy":
            return partial(with_copy, phase=phase), phase + 1
        case "remove":
            return partial(without_phase, phase=phase), max(0, phase - 1)
        case "earlier":
            to = max(0, phase - 1)
            return partial(with_phase_moved, phase=phase, to=to), to
        case "later":
            to = min(last, phase + 1)
            return partial(with_phase_moved, phase=phase, to=to), to
        case _:
            return _addition(request, version, phase=phase), phase + 1


def _addition(request: HttpRequest, version: ProgramVersion, *, phase: int) -> Change:
    said, weeks = request.POST.get("goal"), whole_number(request.POST, "weeks")
    goal = Goal(said) if said in set(Goal) else Goal.HYPERTROPHY
    if not 1 <= weeks <= 16:
        raise WeeksInvalid
    is_home = version.template.equipment == ProgramTemplate.Equipment.HOME
    return partial(
        with_phase, goal=goal, weeks=weeks, after=phase, equipment="HOME" if is_home else "GYM"
    )
