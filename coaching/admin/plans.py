"""Plans: the phases as they are run, and the coach's word on them."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from athletes.actions.decide_proposal import accept_proposal, decline_proposal
from athletes.actions.end_phase import end_phase
from athletes.actions.end_plan import end_plan
from athletes.actions.hold_proposal import hold_proposal
from athletes.actions.pause_plan import PlanNotRunning, pause_plan
from athletes.actions.resume_plan import resume_plan
from athletes.actions.set_policy import set_policy
from athletes.actions.undo_transition import undo_transition
from athletes.actions.write_comment import About
from athletes.forms.comment_form import CommentForm
from athletes.models import PhaseProposal, PhaseTransition, Plan, PlanPhase
from athletes.queries.comments import get_phases_thread
from coaching.admin.access import may_write
from coaching.admin.bases import ConsoleAdmin, ReadOnly
from coaching.admin.cells import NOTHING, badge, goal_badge
from coaching.admin.comments import comment
from coaching.admin.filters import AthleteFilter
from coaching.admin.numbers import is_number_set, number_form_of
from coaching.admin.sites import console
from coaching.forms.plan import EndPhaseForm, InsteadForm, NumberForm, PauseForm, PolicyForm
from coaching.queries.plan_page import get_plan_page
from programs.engine.errors import TrainingError
from programs.engine.phases.decision import Decision

TONES = {"ACTIVE": "good", "PAUSED": "notice", "COMPLETED": "plain", "ENDED": "plain"}


@admin.register(Plan, site=console)
class PlanAdmin(ReadOnly, ConsoleAdmin):
    """A program as one athlete follows it."""

    list_display = ("athlete_name", "program", "state", "phase", "starts_on", "waits")
    list_filter = ("status", "roll_mode", AthleteFilter)
    search_fields = ("athlete__name", "program_version__template__name")
    search_help_text = _("Athlete or program")
    ordering = ("status", "-starts_on", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        running = PlanPhase.objects.filter(plan=OuterRef("pk"), seq=OuterRef("phase_seq"))
        proposals = PhaseProposal.objects.filter(plan=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .select_related("athlete", "program_version__template")
            .annotate(
                phase_name=Subquery(running.values("name")[:1]),
                phase_goal=Subquery(running.values("goal")[:1]),
                proposed=Subquery(proposals.filter(status="WAITING").values("decision")[:1]),
                has_late_logs=Exists(proposals.filter(status="OPEN")),
            )
        )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(f"<int:key>/{name}/", wrap(view), name=f"athletes_plan_{name}")
            for name, view in (
                ("accept", self.accept_view),
                ("decline", self.decline_view),
                ("hold", self.hold_view),
                ("pause", self.pause_view),
                ("resume", self.resume_view),
                ("end", self.end_view),
                ("end_phase", self.end_phase_view),
                ("number", self.number_view),
                ("policy", self.policy_view),
                ("undo", self.undo_view),
                ("comment", self.comment_view),
            )
        ] + super().get_urls()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        plan = self.row_or_404(request, object_id)
        return self._page(request, plan)

    def _page(
        self,
        request: HttpRequest,
        plan: Plan,
        *,
        instead_form: InsteadForm | None = None,
        pause_form: PauseForm | None = None,
        number_form: NumberForm | None = None,
        policy_form: PolicyForm | None = None,
        end_phase_form: EndPhaseForm | None = None,
        comment_form: CommentForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        page = get_plan_page(plan=plan, now=timezone.now())
        phases = list(plan.phases.order_by("seq"))
        if instead_form is None and page.waiting:
            instead_form = InsteadForm(proposed=page.waiting.decision)
        return self.page(
            request,
            "plan",
            title=plan.athlete.name,
            subtitle=str(plan.program_version),
            plan=plan,
            page=page,
            instead_form=instead_form,
            pause_form=pause_form or PauseForm(),
            number_form=number_form or number_form_of(None, numbers=page.numbers, unit=page.unit),
            policy_form=policy_form
            or PolicyForm(initial=model_to_dict(plan, PolicyForm.base_fields)),
            end_phase_form=end_phase_form or EndPhaseForm(initial={"phase": page.running.pk}),
            thread=get_phases_thread(phases=phases, athlete=plan.athlete, reader=request.user),
            comment_form=comment_form or CommentForm(),
            comment_url=reverse("console:athletes_plan_comment", args=[plan.pk]),
            comment_phases=phases,
            comment_phase=page.running.pk,
            tone=TONES[plan.status],
            may_write=may_write(request, plan),
            back=reverse("console:athletes_athlete_change", args=[plan.athlete_id]),
            back_label=plan.athlete.name,
            status=status,
        )

    def comment_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Write to the athlete on a phase; assistants may too."""
        plan = self.row_or_404(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        typed = request.POST.get("about", "")
        phase = next((one.pk for one in plan.phases.all() if str(one.pk) == typed), 0)
        return comment(
            request,
            athlete=plan.athlete,
            about=About.PHASE,
            about_id=phase,
            again=lambda form: self._page(request, plan, comment_form=form, status=422),
            done=lambda: redirect("console:athletes_plan_change", plan.pk),
        )

    def accept_view(self, request: HttpRequest, key: int) -> HttpResponse:
        def accept(plan: Plan) -> None:
            accept_proposal(proposal=_asked(request, plan), by=request.user, now=timezone.now())

        return self._do(request, key, accept, done=_("Accepted; the sessions are there."))

    def hold_view(self, request: HttpRequest, key: int) -> HttpResponse:
        def hold(plan: Plan) -> None:
            hold_proposal(proposal=_asked(request, plan), by=request.user, now=timezone.now())

        return self._do(request, key, hold, done=_("Held: nothing changes until you decide."))

    def decline_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Decide otherwise; what isn't among the choices decides nothing."""
        plan = self._writable(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        proposal = _asked(request, plan)
        form = InsteadForm(request.POST, proposed=proposal.decision)
        if not form.is_valid() and proposal.status == PhaseProposal.Status.WAITING:
            return self._page(request, plan, instead_form=form, status=422)
        chosen = form.cleaned_data.get("instead")

        def decline() -> None:
            decline_proposal(
                proposal=proposal,
                by=request.user,
                now=timezone.now(),
                instead=Decision(chosen) if chosen else None,
            )

        is_noted = proposal.status == PhaseProposal.Status.OPEN
        done = _("Noted.") if is_noted else _("Decided; the sessions are there.")
        self.attempt(request, decline, done=done)
        return redirect("console:athletes_plan_change", plan.pk)

    def pause_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Pause the plan; a refusal keeps what was typed."""
        plan = self._writable(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = PauseForm(request.POST)
        try:
            if form.is_valid():
                pause_plan(plan=plan, by=request.user, now=timezone.now(), **form.cleaned_data)
        except PlanNotRunning as error:
            # Its page has no such form any more.
            self.message_user(request, str(error), messages.ERROR)
            return redirect("console:athletes_plan_change", plan.pk)
        except TrainingError as error:
            form.add_error(None, str(error))
        if form.errors:
            return self._page(request, plan, pause_form=form, status=422)
        self.message_user(request, _("Paused: nothing falls due until you resume."))
        return redirect("console:athletes_plan_change", plan.pk)

    def resume_view(self, request: HttpRequest, key: int) -> HttpResponse:
        def resume(plan: Plan) -> None:
            resume_plan(plan=plan, by=request.user, now=timezone.now())

        return self._do(request, key, resume, done=_("Resumed: what wasn't due yet has moved."))

    def end_view(self, request: HttpRequest, key: int) -> HttpResponse:
        def end(plan: Plan) -> None:
            end_plan(plan=plan, by=request.user, now=timezone.now())

        return self._do(request, key, end, done=_("Ended: what was logged stays."))

    def end_phase_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """End the phase that the page showed; a refusal keeps what was typed."""
        plan = self._writable(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        shown = _shown(PlanPhase, request, plan, name="phase")
        form = EndPhaseForm(request.POST)
        if not form.is_valid():
            return self._page(request, plan, end_phase_form=form, status=422)

        def end() -> None:
            why = form.cleaned_data["why"]
            end_phase(phase=shown, why=why, by=request.user, now=timezone.now())

        self.attempt(request, end, done=_("Ended: the plan has gone on from here."))
        return redirect("console:athletes_plan_change", plan.pk)

    def number_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Set a training number; a refusal keeps what was typed."""
        plan = self._writable(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        page = get_plan_page(plan=plan, now=timezone.now())
        form = number_form_of(request.POST, numbers=page.numbers, unit=page.unit)
        if form.is_valid() and is_number_set(request, plan, form=form):
            done = _("Set: loads of sessions not begun follow.")
            self.message_user(request, done)
            return redirect("console:athletes_plan_change", plan.pk)
        return self._page(request, plan, number_form=form, status=422)

    def policy_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Say when the plan asks; a refusal keeps what was typed."""
        plan = self._writable(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = PolicyForm(request.POST)
        if not form.is_valid():
            return self._page(request, plan, policy_form=form, status=422)
        said = form.cleaned_data

        def change() -> None:
            set_policy(
                plan=plan,
                asks_before_advancing=said["asks_before_advancing"],
                confirms_after_h=said["confirms_after_h"],
                lets_athlete_move=said["lets_athlete_move"],
                expected_version=said["version"],
                by=request.user,
                now=timezone.now(),
            )

        self.attempt(request, change, done=_("Saved: what waits follows it, too."))
        return redirect("console:athletes_plan_change", plan.pk)

    def undo_view(self, request: HttpRequest, key: int) -> HttpResponse:
        def undo(plan: Plan) -> None:
            change = _shown(PhaseTransition, request, plan, name="transition")
            undo_transition(transition=change, by=request.user, now=timezone.now())

        return self._do(request, key, undo, done=_("Taken back: below is how it stands."))

    def _writable(self, request: HttpRequest, key: int) -> Plan:
        plan: Plan = self.row_or_404(request, key)
        if not may_write(request, plan):
            raise PermissionDenied
        return plan

    def _do(
        self, request: HttpRequest, key: int, change: Callable[[Plan], None], *, done: str
    ) -> HttpResponse:
        plan = self._writable(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.attempt(request, lambda: change(plan), done=done)
        return redirect("console:athletes_plan_change", plan.pk)

    @display(description=_("athlete"), ordering="athlete__name")
    def athlete_name(self, plan: Plan) -> str:
        return plan.athlete.name

    @display(description=_("program"), ordering="program_version__template__name")
    def program(self, plan: Plan) -> str:
        return str(plan.program_version)

    @display(description=_("status"), ordering="status")
    def state(self, plan: Plan) -> str:
        return badge(plan.get_status_display(), TONES[plan.status])

    @display(description=_("phase"))
    def phase(self, plan: Plan) -> str:
        return goal_badge(plan.phase_goal, plan.phase_name) if plan.phase_name else NOTHING

    @display(description=_("attention"))
    def waits(self, plan: Plan) -> str:
        if plan.quarantined_at:
            return badge(_("Stopped"), "bad")
        if plan.proposed:
            return badge(_("Decide"), "notice")
        has_late_logs = plan.has_late_logs and plan.is_running
        return badge(_("Late logs"), "notice") if has_late_logs else NOTHING


def _asked(request: HttpRequest, plan: Plan) -> PhaseProposal:
    """Return the proposal that the form showed, so that an answer never meets another one."""
    return _shown(PhaseProposal, request, plan, name="proposal")


def _shown(model: type[Any], request: HttpRequest, plan: Plan, *, name: str) -> Any:
    """Return the plan's row that the form named; anybody else's doesn't exist."""
    key = request.POST.get(name, "")
    return get_object_or_404(
        model, plan=plan, pk=int(key) if key.isdecimal() and len(key) < 19 else 0
    )


def _policy_form(plan: Plan) -> PolicyForm:
    return PolicyForm(initial=model_to_dict(plan, fields=PolicyForm.base_fields))
