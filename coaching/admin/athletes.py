"""The roster, and what a coach does with the athletes on it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from athletes.models import Athlete
from coaching.actions.invite_athlete import invite_athlete
from coaching.admin import athlete_pages
from coaching.admin.assign import assign_page
from coaching.admin.athlete_urls import athlete_urls
from coaching.admin.bases import ConsoleAdmin, ConsoleList
from coaching.admin.cells import NOTHING, badge, flag_badges, goal_badge, named, parts
from coaching.admin.filters import CoachFilter, GoalFilter, StateFilter
from coaching.admin.sites import console
from coaching.exporters.progress import progress_response
from coaching.queries.roster import RosterLine, get_roster, roster_rows
from programs.engine.errors import TrainingError


class RosterList(ConsoleList):
    """The page's athletes, each with its line: a fixed number of queries more than the list."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        athletes = list(self.result_list)
        lines = get_roster(athletes=athletes, now=timezone.now())
        for athlete in athletes:
            athlete.line = lines[athlete.pk]
        self.result_list = athletes


@admin.register(Athlete, site=console)
class AthleteAdmin(ConsoleAdmin):
    """Everybody the person coaches."""

    list_display = ("person", "phase", "trained", "adherence", "attention", "coach")
    list_filter = (StateFilter, GoalFilter, CoachFilter)
    search_fields = ("name", "email")
    search_help_text = _("Name or e-mail address")
    actions = ("assign", "export_progress", "invite")
    actions_list = ("add_athlete",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Athlete]:
        return roster_rows(user=request.user, now=timezone.now())

    def get_ordering(self, request: HttpRequest) -> Sequence[Any]:
        return (Lower("name"), "pk")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ConsoleList]:
        return RosterList

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Unfold's bare plus is left out: the page of our own has a button with words.
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("assign/", wrap(self.assign_view), name="athletes_athlete_assign"),
            *athlete_urls(self),
            *super().get_urls(),
        ]

    def assign_view(self, request: HttpRequest) -> HttpResponse:
        return assign_page(self, request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return athlete_pages.add_page(self, request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        return athlete_pages.overview_page(self, request, self.row_or_404(request, object_id))

    @display(description=_("athlete"), ordering=Lower("name"))
    def person(self, athlete: Athlete) -> str:
        phase = _line(athlete).phase
        program = phase.plan.program_version.template.name if phase else _("no plan")
        return named(athlete.name, program)

    @display(description=_("coach"))
    def coach(self, athlete: Athlete) -> str:
        return ", ".join(_line(athlete).coaches) or NOTHING

    @display(description=_("phase and week"))
    def phase(self, athlete: Athlete) -> str:
        line = _line(athlete)
        if line.phase is None:
            return NOTHING
        if line.week is None:
            place = _("from %(day)s") % {"day": date_format(line.phase.starts_on, "j M")}
        else:
            place = f"{line.week} / {line.weeks}"
        badge_of_goal = goal_badge(line.phase.goal, line.phase.name)
        return format_html('{} <span class="pw-place">{}</span>', badge_of_goal, place)

    @display(description=_("trained"), ordering="last_trained_on")
    def trained(self, athlete: Athlete) -> str:
        on = athlete.last_trained_on
        return date_format(on, "D j M") if on else NOTHING

    @display(description=_("last week"))
    def adherence(self, athlete: Athlete) -> str:
        return parts(_line(athlete).last_week)

    @display(description=_("attention"))
    def attention(self, athlete: Athlete) -> str:
        if athlete.is_archived:
            return badge(_("Archived"))
        return flag_badges(_line(athlete).flags)

    @action(
        description=_("Add an athlete"),
        permissions=["write"],
        variant=ActionVariant.PRIMARY,
        icon="person_add",
        url_path="new",
    )
    def add_athlete(self, request: HttpRequest) -> HttpResponse:
        return redirect("console:athletes_athlete_add")

    @admin.action(description=_("Assign a program"), permissions=["write"])
    def assign(self, request: HttpRequest, queryset: QuerySet[Athlete]) -> HttpResponse:
        keys = ",".join(str(key) for key in sorted(queryset.values_list("pk", flat=True)))
        return redirect(reverse("console:athletes_athlete_assign") + f"?athletes={keys}")

    @admin.action(description=_("Export progress (CSV)"))
    def export_progress(self, request: HttpRequest, queryset: QuerySet[Athlete]) -> HttpResponse:
        keys = list(queryset.values_list("pk", flat=True))
        return progress_response(Athlete.objects.coached_by(request.user).filter(pk__in=keys))

    @admin.action(description=_("Invite by e-mail"), permissions=["write"])
    def invite(self, request: HttpRequest, queryset: QuerySet[Athlete]) -> None:
        now, sent = timezone.now(), 0
        for athlete in queryset:
            try:
                invite_athlete(athlete=athlete, by=request.user, now=now)
            except TrainingError as error:
                messages.error(request, f"{athlete.name}: {error}")
            else:
                sent += 1
        if sent:
            done = ngettext("%(count)d invitation sent.", "%(count)d invitations sent.", sent)
            messages.success(request, done % {"count": sent})


def _line(athlete: Athlete) -> RosterLine:
    line: RosterLine = athlete.line
    return line
