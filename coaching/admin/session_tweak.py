"""One athlete's session rewritten: shown as a difference first, then kept as their own."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.actions.keep_own_program import NothingChanges
from athletes.actions.tweak_plan import SessionBegun, Tweak, preview_tweak, tweak_plan
from athletes.actions.undo_delta import undo_delta
from athletes.models import Plan, PlanDelta, PlannedSession
from coaching.admin.access import may_write
from coaching.forms.tweak import FROM_HERE, TweakForm
from coaching.queries.tweakable_day import get_tweakable_day
from programs.engine.errors import TrainingError
from programs.queries.search_exercises import search_exercises

MOST_NAMES = 1000
SHOWN = "console:athletes_plannedsession_change"
CHANGES_SHOWN = 10


def tweak_page(admin: Any, request: HttpRequest, session: PlannedSession) -> HttpResponse:
    """Show the day in cells; then what would differ; then do it."""
    if not may_write(request, session):
        raise PermissionDenied
    plan = Plan.objects.select_related("program_version__template", "athlete").get(
        pk=session.plan_id
    )
    slots = get_tweakable_day(session=session, plan=plan, now=timezone.now())
    if slots is None:
        admin.attempt(request, _refuse, done="")
        return redirect(SHOWN, session.pk)
    typed = request.POST if request.method == "POST" else None
    form = TweakForm(typed, slots=slots, initial={"version": plan.version})
    tweak = _previewed(plan, session, form) if form.is_valid() else None
    if tweak and "do" in request.POST and _is_done(admin, request, plan, session, form):
        return redirect(SHOWN, session.pk)
    return _page(admin, request, session, plan=plan, form=form, tweak=tweak)


def _refuse() -> None:
    raise SessionBegun


def _previewed(plan: Plan, session: PlannedSession, form: TweakForm) -> Tweak | None:
    try:
        if not form.edits:
            raise NothingChanges
        return preview_tweak(
            plan=plan,
            session=session,
            edits=form.edits,
            from_here=form.cleaned_data["reach"] == FROM_HERE,
            now=timezone.now(),
        )
    except TrainingError as error:
        form.add_error(None, str(error))
        return None


def _is_done(
    admin: Any, request: HttpRequest, plan: Plan, session: PlannedSession, form: TweakForm
) -> bool:
    def tweak() -> None:
        tweak_plan(
            plan=plan,
            session=session,
            edits=form.edits,
            from_here=form.cleaned_data["reach"] == FROM_HERE,
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
            now=timezone.now(),
        )

    done: bool = admin.attempt(request, tweak, done=_("Changed for this athlete."))
    return done


def _page(
    admin: Any,
    request: HttpRequest,
    session: PlannedSession,
    *,
    plan: Plan,
    form: TweakForm,
    tweak: Tweak | None,
) -> HttpResponse:
    changes = PlanDelta.objects.filter(plan=plan).select_related("made_by").order_by("-pk")
    rows = list(changes[:CHANGES_SHOWN])
    last = next((row for row in rows if row.undone_at is None), None)
    names = search_exercises(user=request.user).values_list("name", flat=True)
    response: HttpResponse = admin.page(
        request,
        "session_tweak",
        title=_("Change for %(name)s") % {"name": plan.athlete.name},
        session=session,
        plan=plan,
        form=form,
        tweak=tweak,
        changes=[(row, row is last) for row in rows],
        names=names[:MOST_NAMES],
        back=reverse(SHOWN, args=[session.pk]),
        back_label=str(session),
        status=422 if form.errors else 200,
    )
    return response


def undo_tweak(admin: Any, request: HttpRequest, session: PlannedSession) -> HttpResponse:
    """Take the plan's last own change back."""
    if not may_write(request, session):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    typed = request.POST.get("change", "")
    delta = get_object_or_404(
        PlanDelta.objects.select_related("plan__athlete"),
        plan=session.plan_id,
        kind=PlanDelta.Kind.TWEAK,
        pk=int(typed) if typed.isdecimal() and len(typed) < 19 else 0,
    )
    admin.attempt(
        request,
        lambda: undo_delta(delta=delta, by=request.user, now=timezone.now()),
        done=_("Taken back: the session is as it was."),
    )
    return redirect("console:athletes_plannedsession_tweak", session.pk)
