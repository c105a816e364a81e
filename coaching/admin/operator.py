"""The operator's pages: accounts, machinery and what failed, never training itself."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from athletes.actions.drop_mail import drop_mail
from athletes.actions.release_plan import release_plan
from athletes.actions.send_again import send_again
from athletes.models import Heartbeat, Job, Outbox, Plan
from coaching.accounts.models import Membership, Organization, User
from coaching.admin.sites import operator_site
from programs.engine.errors import TrainingError


def attempt(request: HttpRequest, call: Callable[[], object], *, done: str) -> None:
    """Run one action; tell what was done, or in the error's words why not."""
    try:
        call()
    except TrainingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


class OperatorAdmin(ModelAdmin):
    """Open to every operator; Django's permission rows play no part."""

    list_fullwidth = True
    show_full_result_count = False
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User, site=operator_site)
class UserAdmin(OperatorAdmin):
    """People who sign in; an account is switched off, never deleted here."""

    list_display = ("email", "name", "is_active", "is_staff", "joined_at", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("email", "pk")
    fields = ("email", "name", "locale", "time_zone", "is_active", "is_staff", "joined_at")
    readonly_fields = ("email", "name", "locale", "time_zone", "joined_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Only who may do everything may make others operators, and nobody locks themselves out.
        return bool(request.user.is_superuser) and (obj is None or obj.pk != request.user.pk)


@admin.register(Organization, site=operator_site)
class OrganizationAdmin(OperatorAdmin):
    """Gyms, teams and coaches alone."""

    list_display = ("name", "time_zone", "created_at")
    search_fields = ("name",)
    ordering = ("name", "pk")
    fields = ("name", "time_zone", "week_start", "created_at")


@admin.register(Membership, site=operator_site)
class MembershipAdmin(OperatorAdmin):
    """Who works where, in which role."""

    list_display = ("user", "organization", "role", "is_active", "created_at")
    list_filter = ("role", "is_active")
    list_select_related = ("user", "organization")
    search_fields = ("user__email", "organization__name")
    ordering = ("organization__name", "pk")
    fields = ("user", "organization", "role", "is_active", "created_at")


class StoppedFilter(admin.SimpleListFilter):
    """Plans whose phase changes failed, by how far it went."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("stopped", _("stopped")), ("retrying", _("will be tried again"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Plan]) -> QuerySet[Plan]:
        if self.value() == "stopped":
            return queryset.exclude(quarantined_at=None)
        if self.value() == "retrying":
            return queryset.filter(quarantined_at=None)
        return queryset


@admin.register(Plan, site=operator_site)
class FailedPlanAdmin(OperatorAdmin):
    """Plans that the sweep could not move on: ids and kinds of error, no names, no training."""

    list_display = (
        "number",
        "organization",
        "status",
        "due_at",
        "failures",
        "retry_at",
        "quarantined_at",
        "last_error",
    )
    list_filter = (StoppedFilter,)
    list_select_related = ("organization",)
    ordering = ("-failures", "pk")
    # A row's own page would be titled with the athlete's name.
    list_display_links = None
    actions = ("release",)

    @admin.action(description=_("Try again"))
    def release(self, request: HttpRequest, queryset: QuerySet[Plan]) -> None:
        for plan in queryset:
            done = _("#%(key)d: the next sweep tries it.") % {"key": plan.pk}
            attempt(request, partial(release_plan, plan=plan, by=request.user), done=done)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        return super().get_queryset(request).filter(failures__gt=0)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None

    @admin.display(description=_("plan"), ordering="pk")
    def number(self, plan: Plan) -> str:
        return f"#{plan.pk}"


@admin.register(Outbox, site=operator_site)
class OutboxAdmin(OperatorAdmin):
    """Mail on its way; what it says is between sender and reader."""

    list_display = (
        "key",
        "kind",
        "queued_at",
        "run_after",
        "attempts",
        "sent_at",
        "dead_at",
        "dropped_at",
        "last_error",
    )
    list_filter = (("dead_at", admin.EmptyFieldListFilter), ("sent_at", admin.EmptyFieldListFilter))
    search_fields = ("key",)
    ordering = ("-queued_at", "-pk")
    exclude = ("message",)
    actions = ("send_again", "drop")

    @admin.action(description=_("Send again"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Outbox]) -> None:
        for mail in queryset:
            done = _("%(key)s: sent again with the next run.") % {"key": mail.key}
            again = partial(send_again, mail=mail, by=request.user, now=timezone.now())
            attempt(request, again, done=done)

    @admin.action(description=_("Drop"))
    def drop(self, request: HttpRequest, queryset: QuerySet[Outbox]) -> None:
        for mail in queryset:
            done = _("%(key)s: dropped.") % {"key": mail.key}
            drop = partial(drop_mail, mail=mail, by=request.user, now=timezone.now())
            attempt(request, drop, done=done)


@admin.register(Job, site=operator_site)
class JobAdmin(OperatorAdmin):
    """Long actions."""

    list_display = ("kind", "status", "done", "total", "created_at", "finished_at", "error")
    list_filter = ("status",)
    ordering = ("-created_at", "-pk")
    exclude = ("arguments", "result")


@admin.register(Heartbeat, site=operator_site)
class HeartbeatAdmin(OperatorAdmin):
    """When each regular job last finished."""

    list_display = ("name", "beat_at", "report")
    ordering = ("name",)
