"""The roster, and what a coach does with the athletes on it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject, Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from athletes.models import Athlete
from coaching.admin import athlete_pages, roster_views
from coaching.admin.access import athletes_word
from coaching.admin.assign import assign_page
from coaching.admin.athlete_urls import athlete_urls
from coaching.admin.bases import ConsoleAdmin, ConsoleList
from coaching.admin.bulk import begin, bulk_address, bulk_page
from coaching.admin.cells import NOTHING, badge, flag_badges, goal_badge, named, parts, tag_badges
from coaching.admin.filters import CoachFilter, GoalFilter, StateFilter, TagFilter
from coaching.admin.report_archive import reports_of_many
from coaching.admin.sites import console
from coaching.exporters.progress import progress_response
from coaching.exporters.sets import sets_response
from coaching.models import AthleteTag
from coaching.queries.roster import RosterLine, get_roster, roster_rows


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

    class Media:
        css: ClassVar = {"all": ("css/roster.css",)}

    list_display = ("person", "tags", "phase", "trained", "adherence", "attention", "coach")
    list_filter = (StateFilter, GoalFilter, TagFilter, CoachFilter)
    list_before_template = "coaching/console/roster_views.html"
    search_fields = ("name", "email")
    search_help_text = _("Name or e-mail address")
    actions = (
        "assign",
        "comment",
        "pause",
        "tag",
        "hand_over",
        "invite",
        "reports",
        "export_progress",
        "export_sets",
    )
    actions_list = ("add_athlete",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Athlete]:
        tags = AthleteTag.objects.filter(athlete=OuterRef("pk")).order_by("name")
        said = tags.values(said=JSONObject(name="name", color="color"))
        rows = roster_rows(user=request.user, now=timezone.now())
        return rows.annotate(tag_words=ArraySubquery(said))

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
            path("bulk/<slug:what>/", wrap(self.bulk_view), name="athletes_athlete_bulk"),
            path("views/", wrap(self.save_view), name="athletes_athlete_view_save"),
            path(
                "views/<int:key>/delete/",
                wrap(self.delete_saved_view),
                name="athletes_athlete_view_delete",
            ),
            *athlete_urls(self),
            *super().get_urls(),
        ]

    def assign_view(self, request: HttpRequest) -> HttpResponse:
        return assign_page(self, request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        bar = {"views_bar": roster_views.views_bar(request), "title": athletes_word(request)}
        return super().changelist_view(request, {**(extra_context or {}), **bar})

    def bulk_view(self, request: HttpRequest, what: str) -> HttpResponse:
        return bulk_page(self, request, what)

    def save_view(self, request: HttpRequest) -> HttpResponse:
        return roster_views.save(self, request)

    def delete_saved_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return roster_views.delete(self, request, key)

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

    @display(description=_("tags"))
    def tags(self, athlete: Athlete) -> str:
        return tag_badges(athlete.tag_words) or NOTHING

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

    @admin.action(description=_("Export every set (CSV)"))
    def export_sets(self, request: HttpRequest, queryset: QuerySet[Athlete]) -> HttpResponse:
        keys = list(queryset.values_list("pk", flat=True))
        return sets_response(Athlete.objects.coached_by(request.user).filter(pk__in=keys))

    @admin.action(description=_("Comment"), permissions=["write"])
    def comment(self, request: HttpRequest, queryset: QuerySet[Athlete]) -> HttpResponse:
        return _ask("comment", queryset)

    @admin.action(description=_("Pause plans"), permissions=["write"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Athlete]) -> HttpResponse:
        return _ask("pause", queryset)

    @admin.action(description=_("Tag"), permissions=["write"])
    def tag(self, request: HttpRequest, queryset: QuerySet[Athlete]) -> HttpResponse:
        return _ask("tag", queryset)

    @admin.action(description=_("Hand over to another coach"), permissions=["write"])
    def hand_over(self, request: HttpRequest, queryset: QuerySet[Athlete]) -> HttpResponse:
        return _ask("hand_over", queryset)

    @admin.action(description=_("Reports of the last phase (ZIP)"))
    def reports(self, request: HttpRequest, queryset: QuerySet[Athlete]) -> HttpResponse:
        return reports_of_many(request, queryset)

    @admin.action(description=_("Invite by e-mail"), permissions=["write"])
    def invite(self, request: HttpRequest, queryset: QuerySet[Athlete]) -> HttpResponse:
        keys = list(queryset.values_list("pk", flat=True))
        own = Athlete.objects.editable_by(request.user).filter(pk__in=keys)
        athletes = list(own.select_related("organization").order_by("name", "pk"))
        return begin(request, "invite", athletes=athletes, arguments={})


def _ask(what: str, queryset: QuerySet[Athlete]) -> HttpResponse:
    return redirect(bulk_address(what, list(queryset.values_list("pk", flat=True))))


def _line(athlete: Athlete) -> RosterLine:
    line: RosterLine = athlete.line
    return line
