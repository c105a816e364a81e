"""What the grid asks of the server while a coach types."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from athletes.models import Athlete
from coaching.queries.builder import get_builder
from coaching.queries.builder_loads import get_loads
from coaching.queries.builder_panel import get_panel, marks
from coaching.views.builder.drafts import draft_of, draft_view, refusal, said, whole_number
from programs.actions.publish_version import VersionIsPublished
from programs.actions.save_sheet import SavedSheet, save_sheet
from programs.actions.stale_version import StaleVersion
from programs.engine.building.anchors import default_anchors
from programs.engine.building.filling import Progression, Step, filled
from programs.engine.building.sheet import sheet_of
from programs.engine.errors import TrainingError
from programs.engine.notation.text_faults import TextFault
from programs.queries.program_of import program_of
from programs.queries.search_exercises import search_exercises

MOST_FOUND = 8
SIZE = re.compile(r"-?\d{1,4}(\.\d{1,3})?", re.ASCII)


@draft_view("POST")
def save(request: HttpRequest, key: int, phase: int) -> HttpResponse:
    """Keep a phase as typed: its cells as they are read, or what can't be read and why."""
    sent = said(request)
    try:
        saved = save_sheet(
            version=draft_of(request, key),
            phase=phase,
            lines=sent.get("lines"),
            expected_version=whole_number(sent, "version"),
            by=request.user,
            now=timezone.now(),
        )
    except (StaleVersion, VersionIsPublished) as error:
        return _conflict(request, key, phase, error)
    except TrainingError as error:
        return refusal(error)
    return JsonResponse(_saved(saved, phase))


def _saved(saved: SavedSheet, phase: int) -> dict[str, Any]:
    lines = sheet_of(program_of(saved.version), phase=phase) if saved.is_read else None
    return {
        "version": saved.version.version,
        "lines": lines,
        "faults": list(map(_fault, saved.faults)),
        "problem": saved.problem,
    }


def _fault(fault: TextFault) -> dict[str, Any]:
    return {
        "line": fault.line - 1,
        "cell": fault.cell - 1,
        "sentence": f"{fault.problem}; {fault.fix}.",
    }


def _conflict(request: HttpRequest, key: int, phase: int, error: TrainingError) -> HttpResponse:
    """Say what is there now, so that the page can show both beside each other."""
    page = get_builder(user=request.user, key=key, phase=phase)
    return refusal(error, status=409, version=page.version.version, lines=page.lines)


@draft_view("GET")
def panel(request: HttpRequest, key: int, phase: int) -> HttpResponse:
    """Return what stands beside the grid, and the cells that findings lie on."""
    version = draft_of(request, key)
    if phase >= len(program_of(version).mesocycles):
        return JsonResponse({"error": ""}, status=404)
    try:
        found = get_panel(version=version, phase=phase)
    except TrainingError as error:
        return refusal(error)
    html = render_to_string(
        "coaching/builder/panel.html", {"panel": found, "version": version}, request=request
    )
    return JsonResponse(
        {
            "version": version.version,
            "html": html,
            "marks": marks(found.here),
            "volumes": [list(volume.hard_sets) for volume in found.volumes],
        }
    )


@draft_view("GET")
def loads(request: HttpRequest, key: int, phase: int) -> HttpResponse:
    """Return the loads that one of the coach's athletes would lift, by cell."""
    version = draft_of(request, key)
    athletes = Athlete.objects.coached_by(request.user).filter(
        organization=version.organization_id, pk=whole_number(request.GET, "athlete")
    )
    athlete = athletes.select_related("equipment").first()
    if athlete is None or phase >= len(program_of(version).mesocycles):
        return JsonResponse({"error": ""}, status=404)
    try:
        found = get_loads(version=version, phase=phase, athlete=athlete, now=timezone.now())
    except TrainingError as error:
        return refusal(error)
    return JsonResponse(
        {
            "cells": [
                {"line": line, "cell": cell, "text": text} for (line, cell), text in found.items()
            ]
        }
    )


@draft_view("POST")
def fill(request: HttpRequest, key: int) -> HttpResponse:
    """Return a row of cells made from its first, with a progression."""
    version, sent = draft_of(request, key), said(request)
    program = program_of(version)
    exercise = str(sent.get("exercise", ""))[:200]
    try:
        cells = filled(
            str(sent.get("text", "")),
            count=max(1, whole_number(sent, "count", otherwise=1)),
            progression=_progression(sent),
            rounding=program.rounding,
            default_anchor=default_anchors(program, exercises=[exercise]).get(exercise),
            slot=exercise,
        )
    except TrainingError as error:
        return refusal(error)
    return JsonResponse({"cells": cells})


def _progression(sent: Mapping[str, Any]) -> Progression:
    step, size = sent.get("step"), str(sent.get("size") or "").replace(",", ".")
    return Progression(
        step=Step(step) if step in set(Step) else Step.SAME,
        size=Decimal(size) if SIZE.fullmatch(size) else Decimal(0),
        is_wave=sent.get("wave") is True,
    )


@draft_view("GET")
def exercises(request: HttpRequest, key: int) -> HttpResponse:
    """Return the exercises that a few typed words mean, best first."""
    version = draft_of(request, key)
    typed = request.GET.get("q", "")[:100]
    rows = search_exercises(user=request.user, text=typed).usable_in(version.organization)
    names = rows.values_list("name", flat=True)[:MOST_FOUND]
    return JsonResponse({"names": list(names)})
