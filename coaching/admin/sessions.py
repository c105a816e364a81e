"""Sessions: what was planned beside what was done."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet, Sum
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from athletes.actions.move_session import AlreadyBegun, move_session
from athletes.actions.skip_session import skip_session
from athletes.actions.write_comment import About
from athletes.forms.comment_form import CommentForm
from athletes.models import PlannedSession
from athletes.queries.comments import get_logged_sets, get_session_thread
from athletes.queries.session_cards import WARMUP
from athletes.queries.session_page import get_session
from coaching.admin.access import may_write
from coaching.admin.bases import ConsoleAdmin, ReadOnly
from coaching.admin.cells import badge, goal_badge
from coaching.admin.comments import comment
from coaching.admin.filters import AthleteFilter
from coaching.admin.session_log import log_session_page
from coaching.admin.session_tweak import tweak_page, undo_tweak
from coaching.admin.sites import console
from coaching.forms.session import ExcuseForm, MoveForm
from programs.engine.errors import TrainingError

PAGES = {"tweak": tweak_page, "untweak": undo_tweak, "log": log_session_page}


class DoneFilter(admin.SimpleListFilter):
    """By what became of the session so far."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ahead", _("to come")),
            ("done", _("done")),
            ("open", _("without a log")),
            ("excused", _("excused")),
        ]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for place, choice in enumerate(super().choices(changelist)):
            yield {**choice, "display": _("until today")} if place == 0 else choice

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        wanted = {
            "ahead": Q(scheduled_on__gt=today, is_cancelled=False),
            "done": Q(log__completed_at__isnull=False),
            "open": Q(log=None, excused_for="", is_cancelled=False, scheduled_on__lte=today),
            "excused": ~Q(excused_for=""),
        }
        return queryset.filter(wanted.get(self.value(), Q(scheduled_on__lte=today)))


@admin.register(PlannedSession, site=console)
class SessionAdmin(ReadOnly, ConsoleAdmin):
    """One session of a plan."""

    list_display = ("day_planned", "athlete_name", "title", "phase_badge", "sets", "state")
    list_filter = (DoneFilter, AthleteFilter)
    date_hierarchy = "scheduled_on"
    search_fields = ("athlete__name", "name")
    search_help_text = _("Athlete or session")
    ordering = ("-scheduled_on", "athlete__name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PlannedSession]:
        # As the session's cards count them.
        owed = Q(groups__is_optional=False) & ~Q(groups__intent=WARMUP)
        return (
            super()
            .get_queryset(request)
            .select_related("athlete__equipment", "phase", "log__logged_by", "log__corrected_by")
            .annotate(
                sets_owed=Sum("groups__sets", filter=owed),
                sets_done=Sum("groups__sets_credited", filter=owed),
            )
        )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:key>/move/", wrap(self.move_view), name="athletes_plannedsession_move"),
            path(
                "<int:key>/excuse/", wrap(self.excuse_view), name="athletes_plannedsession_excuse"
            ),
            path(
                "<int:key>/comment/",
                wrap(self.comment_view),
                name="athletes_plannedsession_comment",
            ),
            *(
                path(
                    f"<int:key>/{name}/",
                    wrap(self._view(page)),
                    name=f"athletes_plannedsession_{name}",
                )
                for name, page in PAGES.items()
            ),
            *super().get_urls(),
        ]

    def _view(self, page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, key: int) -> HttpResponse:
            return page(self, request, self.row_or_404(request, key))

        return view

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        return self._page(request, self.row_or_404(request, object_id))

    def _page(
        self,
        request: HttpRequest,
        session: PlannedSession,
        *,
        move_form: MoveForm | None = None,
        excuse_form: ExcuseForm | None = None,
        comment_form: CommentForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        athlete = session.athlete
        page = get_session(athlete=athlete, session_id=session.pk, now=timezone.now())
        return self.page(
            request,
            "session",
            title=str(session),
            subtitle=session.athlete.name,
            session=session,
            page=page,
            move_form=move_form or MoveForm(initial={"to_on": session.scheduled_on}),
            excuse_form=excuse_form or ExcuseForm(),
            thread=get_session_thread(session=session, athlete=athlete, reader=request.user),
            comment_form=comment_form or CommentForm(),
            comment_url=reverse("console:athletes_plannedsession_comment", args=[session.pk]),
            comment_sets=get_logged_sets(session=session, athlete=athlete),
            is_open=page.log_id is None and not session.is_cancelled,
            may_log=not session.is_cancelled,
            log=getattr(session, "log", None),
            may_write=may_write(request, session),
            back=reverse("console:athletes_plan_change", args=[session.plan_id]),
            back_label=_("Plan of %(name)s") % {"name": session.athlete.name},
            status=status,
        )

    def move_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Move to another day; a refusal keeps the day that was typed."""
        session = self._writable(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = MoveForm(request.POST)

        def move() -> None:
            move_session(planned_session=session, to_on=form.cleaned_data["to_on"], by=request.user)

        if self._is_done(request, form, "to_on", move, done=_("Moved.")):
            return redirect("console:athletes_plannedsession_change", session.pk)
        return self._page(request, session, move_form=form, status=422)

    def excuse_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Excuse the session; a refusal keeps the reason that was typed."""
        session = self._writable(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = ExcuseForm(request.POST)

        def excuse() -> None:
            skip_session(
                planned_session=session,
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=timezone.now(),
            )

        done = _("Excused: it counts as neither done nor missed.")
        if self._is_done(request, form, "reason", excuse, done=done):
            return redirect("console:athletes_plannedsession_change", session.pk)
        return self._page(request, session, excuse_form=form, status=422)

    def comment_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Write to the athlete on the session or one of its sets; assistants may too."""
        session = self.row_or_404(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        typed = request.POST.get("about", "")
        of_session = get_logged_sets(session=session, athlete=session.athlete) if typed else ()
        on_set = next((one.id for one in of_session if str(one.id) == typed), None)
        return comment(
            request,
            athlete=session.athlete,
            about=About.SET if on_set else About.SESSION,
            about_id=on_set or session.pk,
            again=lambda form: self._page(request, session, comment_form=form, status=422),
            done=lambda: redirect("console:athletes_plannedsession_change", session.pk),
        )

    def _is_done(
        self, request: HttpRequest, form: Form, field: str, change: Callable[[], None], *, done: str
    ) -> bool:
        if not form.is_valid():
            return False
        try:
            change()
        except AlreadyBegun as error:
            # The page of a session begun has neither form.
            messages.error(request, str(error))
            return True
        except TrainingError as error:
            form.add_error(field, str(error))
            return False
        messages.success(request, done)
        return True

    def _writable(self, request: HttpRequest, key: int) -> PlannedSession:
        session: PlannedSession = self.row_or_404(request, key)
        if not may_write(request, session):
            raise PermissionDenied
        return session

    @display(description=_("day"), ordering="scheduled_on")
    def day_planned(self, session: PlannedSession) -> str:
        return date_format(session.scheduled_on, "D j M Y")

    @display(description=_("athlete"), ordering="athlete__name")
    def athlete_name(self, session: PlannedSession) -> str:
        return session.athlete.name

    @display(description=_("session"), ordering="name")
    def title(self, session: PlannedSession) -> str:
        return str(session)

    @display(description=_("phase"))
    def phase_badge(self, session: PlannedSession) -> str:
        return goal_badge(session.phase.goal, session.phase.name)

    @display(description=_("sets"))
    def sets(self, session: PlannedSession) -> str:
        return f"{session.sets_done or 0} / {session.sets_owed or 0}"

    @display(description=_("state"))
    def state(self, session: PlannedSession) -> str:
        log = getattr(session, "log", None)
        if log is not None:
            return badge(_("Done"), "good") if log.completed_at else badge(_("Begun"), "notice")
        if session.is_cancelled:
            return badge(_("Taken out"))
        if session.excused_for:
            return badge(_("Excused"))
        is_past = session.scheduled_on < timezone.localdate()
        return badge(_("No log"), "bad") if is_past else badge(_("To come"))
