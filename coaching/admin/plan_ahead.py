"""Plan ahead: a year of phases by rule, or a program's own phases laid out on days."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.admin.access import memberships
from coaching.admin.plan_ahead_state import Tried, YearState, lines_of, try_out
from coaching.admin.program_pages import TEMPLATES, chosen_organization, kept_draft
from coaching.forms.assign import initial_start
from coaching.forms.plan_ahead import FirstDayForm, KeepYearForm, WishesForm, usual_wishes
from coaching.queries.plan_ahead import year_board
from coaching.queries.plan_ahead_movers import get_movers, started_on
from coaching.queries.plan_ahead_words import edit_in_words
from programs.actions.add_composed import add_composed
from programs.actions.change_lengths import change_lengths
from programs.engine.building.program_year import year_of_program
from programs.engine.errors import TrainingError
from programs.engine.planning.year import YearPlan
from programs.engine.timeline import local_date
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.program_of import program_of

TEMPLATE = "console:programs_programtemplate_change"


def plan_year_page(admin: Any, request: HttpRequest) -> HttpResponse:
    """Plan a year from wishes, change it by hand, and keep it as a program when told to."""
    organization, places = chosen_organization(request)
    on = _today(request)
    state = YearState.of(request)
    wishes = _wishes(request, on=on)
    tried = try_out(wishes.year, state) if wishes.is_valid() and wishes.year else None
    keep = _keep_form(request, tried, wishes)
    if keep and keep.is_valid() and tried and not tried.is_preview:
        version = _kept(request, keep, organization)
        if version is not None:
            return redirect("builder", version.pk)
    is_refused = bool(wishes.errors) or bool(keep and keep.errors)
    return admin.page(
        request,
        "plan_ahead",
        title=_("Plan ahead"),
        wishes=wishes,
        is_begun=bool(state.typed),
        keep=keep,
        places=places,
        pauses=[phase for phase in tried.shown.phases if phase.is_pause] if tried else [],
        back=reverse(TEMPLATES),
        back_label=_("Templates"),
        status=422 if is_refused else 200,
        **_year(state, tried, on=on),
    )


def plan_program_page(admin: Any, request: HttpRequest, template: ProgramTemplate) -> HttpResponse:
    """Lay a program's phases on days, change their lengths, and show who moves with them."""
    version = template.versions.order_by("-number")[0]
    program = program_of(version)
    on = _today(request)
    usual = started_on(template=template, user=request.user) or initial_start(on=on)["starts_on"]
    start = FirstDayForm({"start_on": usual.isoformat(), **request.GET.dict()})
    start_on = start.cleaned_data["start_on"] if start.is_valid() else usual
    state = YearState.of(request)
    tried = try_out(year_of_program(program, start_on=start_on), state)
    if request.method == "POST" and not tried.is_preview:
        draft = _into_draft(request, template, tried.kept)
        return redirect("builder", draft.pk) if draft else redirect(state.here)
    return admin.page(
        request,
        "plan_ahead_program",
        title=_("Plan ahead: %(name)s") % {"name": template.name},
        template_row=template,
        version=version,
        start=start,
        movers=get_movers(template=template, user=request.user, year=tried.shown),
        back=reverse(TEMPLATE, args=[template.pk]),
        back_label=template.name,
        status=422 if start.errors else 200,
        **_year(state, tried, on=on),
    )


def _year(state: YearState, tried: Tried | None, *, on: date) -> dict[str, Any]:
    """Return what both pages show of a year; nothing of one that can't be planned."""
    if tried is None:
        return {"state": state, "tried": None}
    before = tried.kept if tried.is_preview else None
    return {
        "state": state,
        "tried": tried,
        "board": year_board(tried.shown, before=before, today=on),
        "lines": lines_of(tried, state),
        "steps": [edit_in_words(edit) for edit in state.edits],
        "without_refused": state.without(tuple(edit for edit, _why in tried.refused)),
        "refused": [(edit_in_words(edit), why) for edit, why in tried.refused],
    }


def _today(request: HttpRequest) -> date:
    return local_date(timezone.now(), zone=request.user.time_zone)


def _wishes(request: HttpRequest, *, on: date) -> WishesForm:
    week_start = memberships(request)[0].organization.week_start
    usual = usual_wishes(start_on=initial_start(on=on)["starts_on"], week_start=week_start)
    return WishesForm({**usual, **request.GET.dict()})


def _keep_form(
    request: HttpRequest, tried: Tried | None, wishes: WishesForm
) -> KeepYearForm | None:
    if tried is None:
        return None
    first_on = tried.shown.phases[0].starts_on
    name = _("Year from %(on)s") % {"on": date_format(first_on, "j M Y")}
    said = request.POST if request.method == "POST" else None
    return KeepYearForm(said, year=tried.kept, initial={"name": name})


def _kept(request: HttpRequest, keep: KeepYearForm, organization: Any) -> ProgramVersion | None:
    if keep.composed is None:
        return None
    put = partial(
        add_composed,
        organization=organization,
        program=keep.composed.program,
        equipment=keep.cleaned_data["equipment"],
        by=request.user,
        now=timezone.now(),
    )
    done = _("Kept as a draft: change what you like, then publish it.")
    return kept_draft(request, keep, put, done=done)


def _into_draft(
    request: HttpRequest, template: ProgramTemplate, year: YearPlan
) -> ProgramVersion | None:
    try:
        draft = change_lengths(
            template=template,
            year=year,
            seen_hash=request.POST.get("seen", ""),
            by=request.user,
            now=timezone.now(),
        )
    except TrainingError as error:
        messages.error(request, str(error))
        return None
    messages.success(request, _("The draft has these weeks now: publish it, then merge it."))
    return draft
