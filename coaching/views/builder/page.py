"""The builder's page: the grid, and the same phase as text where scripts are off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import Athlete
from coaching.queries.builder import BuilderPage, get_builder
from coaching.views.builder.drafts import draft_view, whole_number
from coaching.views.builder.facts import builder_facts, end_words, step_words
from programs.actions.save_sheet import SavedSheet, save_sheet
from programs.engine.checks.exercises import muscle_words
from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.notation.sheets import parse_sheet, print_sheet
from programs.engine.tables import muscle_groups

MOST_ATHLETES = 500


@draft_view("GET", "HEAD", "POST")
def builder(request: HttpRequest, key: int) -> HttpResponse:
    """Show a phase as a grid; a POST keeps its text."""
    phase = whole_number(request.GET, "phase", otherwise=0)
    page = get_builder(user=request.user, key=key, phase=phase)
    if page.version.is_published:
        return redirect("console:programs_programversion_change", key)
    if request.method == "POST":
        return _keep(request, page)
    return _show(request, page)


def _keep(request: HttpRequest, page: BuilderPage) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        saved = save_sheet(
            version=page.version,
            phase=page.phase,
            lines=[list(line) for line in parse_sheet(text)],
            expected_version=whole_number(request.POST, "version"),
            by=request.user,
            now=timezone.now(),
        )
    except TrainingError as error:
        return _show(request, page, text=text, problem=str(error))
    if not saved.is_read:
        page = get_builder(user=request.user, key=page.version.pk, phase=page.phase)
        return _show(request, page, text=text, saved=saved)
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('builder', args=[page.version.pk])}?phase={page.phase}")


def _show(
    request: HttpRequest,
    page: BuilderPage,
    *,
    text: str | None = None,
    problem: str = "",
    saved: SavedSheet | None = None,
) -> HttpResponse:
    lines = [tuple(line) for line in page.lines]
    faults = saved.faults if saved else ()
    return render(
        request,
        "coaching/builder/page.html",
        {
            "page": page,
            "version": page.version,
            "facts": builder_facts(page),
            "text": print_sheet(lines) if text is None else text,
            "problem": problem or (saved.problem if saved else ""),
            "faults": faults,
            "goals": list(Goal),
            "ends": end_words(),
            "muscles": [(name, muscle_words(name)) for name in muscle_groups()],
            "steps": step_words(),
            "athletes": _athletes(request, page),
        },
        status=422 if problem or faults else 200,
    )


def _athletes(request: HttpRequest, page: BuilderPage) -> object:
    rows = Athlete.objects.coached_by(request.user).filter(
        organization=page.version.organization_id, is_archived=False
    )
    return rows.order_by("name", "pk").values_list("pk", "name")[:MOST_ATHLETES]
