"""Lists of what happened around training: weeks, absences, check-ins, invitations."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import display

from athletes.models import Absence, CheckIn, WeeklyAdherence
from athletes.queries.late_changes import with_late_changes
from coaching.actions.resolve_pain import resolve_pain
from coaching.actions.revoke_invitation import revoke_invitation
from coaching.admin.bases import ConsoleAdmin, ReadOnly
from coaching.admin.cells import NOTHING, badge, late, parts, percent, status_badge
from coaching.admin.filters import AthleteFilter
from coaching.admin.sites import console
from coaching.forms.absence import AbsenceForm
from coaching.models import Invitation
from programs.engine.errors import TrainingError


@admin.register(WeeklyAdherence, site=console)
class WeeklyAdherenceAdmin(ReadOnly, ConsoleAdmin):
    """One week of a plan: the composite never without its four parts."""

    list_display = ("week_on", "athlete_name", "attended_of", "parts_cell", "exposed", "verdict")
    list_filter = ("status", AthleteFilter)
    list_select_related = ("athlete",)
    date_hierarchy = "week_on"
    search_fields = ("athlete__name",)
    search_help_text = _("Athlete")
    ordering = ("-week_on", "athlete__name", "pk")
    fieldsets = (
        (None, {"fields": ("athlete_name", "week_on", "verdict", "sealed_at")}),
        (
            _("Sessions"),
            {
                "fields": (
                    ("due", "attended", "partial", "missed"),
                    ("moved", "excused", "paused", "pending"),
                    ("extra", "longest_missed_run", "is_interrupted"),
                )
            },
        ),
        (_("Sets"), {"fields": (("sets_done", "sets_prescribed"), ("compliant", "evaluable"))}),
        (
            _("Shares"),
            {"fields": ("parts_cell", "exposed")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[WeeklyAdherence]:
        return with_late_changes(super().get_queryset(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("athlete_name", "verdict", "parts_cell", "exposed")

    @display(description=_("athlete"), ordering="athlete__name")
    def athlete_name(self, week: WeeklyAdherence) -> str:
        return week.athlete.name

    @display(description=_("attended"), ordering="attended")
    def attended_of(self, week: WeeklyAdherence) -> str:
        return format_html("{} / {} {}", week.attended, week.due, late(week, "attended"))

    @display(description=_("adherence"), ordering="composite")
    def parts_cell(self, week: WeeklyAdherence) -> str:
        return parts(week)

    @display(description=_("exposure"), ordering="exposure")
    def exposed(self, week: WeeklyAdherence) -> str:
        return percent(week.exposure)

    @display(description=_("verdict"), ordering="status")
    def verdict(self, week: WeeklyAdherence) -> str:
        return status_badge(week)


@admin.register(Absence, site=console)
class AbsenceAdmin(ConsoleAdmin):
    """Days on which training isn't owed. Pauses are made on the plan's page, where its clock is."""

    form = AbsenceForm
    list_display = ("athlete_name", "from_on", "to_on", "reason", "effect", "note")
    list_filter = ("reason", "effect", AthleteFilter)
    list_select_related = ("athlete",)
    search_fields = ("athlete__name", "note")
    search_help_text = _("Athlete or note")
    ordering = ("-from_on", "pk")
    fields = ("athlete", "from_on", "to_on", "reason", "note")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # A pause belongs to its plan's clock; resuming there ends it.
        is_pause = obj is not None and obj.effect == Absence.Effect.PAUSE
        return not is_pause and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Deleting many at once would take pauses along unasked.
        return obj is not None and self.has_change_permission(request, obj)

    @display(description=_("athlete"), ordering="athlete__name")
    def athlete_name(self, absence: Absence) -> str:
        return absence.athlete.name


@admin.register(CheckIn, site=console)
class CheckInAdmin(ReadOnly, ConsoleAdmin):
    """Body weight, readiness and pain, as athletes said them."""

    list_display = ("on", "athlete_name", "weight", "readiness", "pain", "note")
    list_filter = ("has_pain", AthleteFilter)
    list_select_related = ("athlete",)
    date_hierarchy = "on"
    search_fields = ("athlete__name", "note")
    search_help_text = _("Athlete or note")
    ordering = ("-on", "athlete__name", "pk")
    fields = ("athlete_name", "on", "weight", "readiness", "pain", "note")
    actions = ("resolve",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("athlete_name", "weight", "pain")

    @display(description=_("athlete"), ordering="athlete__name")
    def athlete_name(self, check_in: CheckIn) -> str:
        return check_in.athlete.name

    @display(description=_("body weight, kg"), ordering="body_weight_kg")
    def weight(self, check_in: CheckIn) -> str:
        return NOTHING if check_in.body_weight_kg is None else f"{check_in.body_weight_kg:.1f}"

    @display(description=_("pain"), ordering="has_pain")
    def pain(self, check_in: CheckIn) -> str:
        if not check_in.has_pain:
            return NOTHING
        found = badge(_("Resolved")) if check_in.pain_resolved_at else badge(_("Pain"), "bad")
        return format_html("{} {}", found, check_in.pain)

    @admin.action(description=_("Pain is resolved"), permissions=["write"])
    def resolve(self, request: HttpRequest, queryset: QuerySet[CheckIn]) -> None:
        closed = 0
        for check_in in queryset.select_related("athlete").order_by("athlete").distinct("athlete"):
            closed += resolve_pain(athlete=check_in.athlete, by=request.user, now=timezone.now())
        done = ngettext("%(count)d report closed.", "%(count)d reports closed.", closed)
        messages.success(request, done % {"count": closed})


@admin.register(Invitation, site=console)
class InvitationAdmin(ReadOnly, ConsoleAdmin):
    """Mail links with which athletes take their places."""

    list_display = ("email", "athlete_name", "state", "created_at", "expires_at", "sender")
    list_select_related = ("athlete", "invited_by")
    search_fields = ("email", "athlete__name")
    search_help_text = _("Address or athlete")
    ordering = ("-created_at", "-pk")
    fields = ("athlete_name", "email", "state", "created_at", "expires_at", "sender")
    actions = ("revoke",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("athlete_name", "state", "sender")

    @display(description=_("athlete"), ordering="athlete__name")
    def athlete_name(self, invitation: Invitation) -> str:
        return invitation.athlete.name

    @display(description=_("sent by"))
    def sender(self, invitation: Invitation) -> str:
        return str(invitation.invited_by or NOTHING)

    @display(description=_("state"))
    def state(self, invitation: Invitation) -> str:
        if invitation.accepted_at:
            return badge(_("Accepted"), "good")
        if invitation.revoked_at:
            return badge(_("Taken back"))
        is_over = invitation.expires_at <= timezone.now()
        return badge(_("Expired"), "bad") if is_over else badge(_("Open"), "notice")

    @admin.action(description=_("Take back"), permissions=["write"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        now = timezone.now()
        for invitation in queryset:
            try:
                revoke_invitation(invitation=invitation, by=request.user, now=now)
            except TrainingError as error:
                messages.error(request, f"{invitation.email}: {error}")
            else:
                messages.success(request, _("%(to)s: taken back.") % {"to": invitation.email})
