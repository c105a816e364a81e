"""Filters whose choices come from the coach's own scope, never from a whole table."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from athletes.models import Athlete, Engagement, Plan, PlanPhase
from coaching.accounts.models import Membership
from coaching.admin.access import coached_rows
from coaching.admin.cells import GOALS
from coaching.models import AthleteTag

Choices = list[tuple[str, Any]]


class StateFilter(SimpleListFilter):
    """Who is on the roster; archived athletes only when asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [
            ("training", _("on a plan")),
            ("paused", _("paused")),
            ("no_plan", _("without a plan")),
            ("pain", _("with open pain")),
            ("invited", _("invited")),
            ("archived", _("archived")),
        ]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        # The first choice is the roster as it is, not everybody there ever was.
        for place, choice in enumerate(super().choices(changelist)):
            yield {**choice, "display": _("on the roster")} if place == 0 else choice

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "archived":
            return queryset.filter(is_archived=True)
        current = queryset.filter(is_archived=False)
        plans = Plan.objects.running().filter(athlete=OuterRef("pk"))
        wanted = {
            "training": lambda: current.filter(Exists(plans)),
            "paused": lambda: current.filter(Exists(plans.filter(status="PAUSED"))),
            "no_plan": lambda: current.exclude(Exists(plans)),
            "pain": lambda: current.filter(pain_on__isnull=False),
            "invited": lambda: current.filter(is_invited=True),
        }
        return wanted[self.value()]() if self.value() in wanted else current


class GoalFilter(SimpleListFilter):
    """By the running phase's goal."""

    title = _("phase")
    parameter_name = "goal"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(GOALS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in GOALS:
            return queryset
        running = PlanPhase.objects.filter(
            athlete=OuterRef("pk"),
            goal=self.value(),
            closed_at=None,
            plan__status__in=("ACTIVE", "PAUSED"),
        )
        return queryset.filter(Exists(running))


class CoachFilter(SimpleListFilter):
    """By the coach who looks after them."""

    title = _("coach")
    parameter_name = "coach"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        rows = coached_rows(Membership, user=request.user).order_by("user__name", "pk")
        return [(str(key), name) for key, name in rows.values_list("pk", "user__name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not (value and value.isdecimal() and len(value) < 19):
            return queryset
        theirs = Engagement.objects.filter(
            athlete=OuterRef("pk"), membership=int(value), ended_at=None
        )
        return queryset.filter(Exists(theirs))


class TagFilter(SimpleListFilter):
    """By a word that coaches put on athletes."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        names = coached_rows(AthleteTag, user=request.user).order_by("name")
        return [(name, name) for name in names.values_list("name", flat=True).distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        tagged = AthleteTag.objects.filter(athlete=OuterRef("pk"), name=self.value())
        return queryset.filter(Exists(tagged))


class AthleteFilter(SimpleListFilter):
    """By one athlete of the coach's."""

    title = _("athlete")
    parameter_name = "athlete"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        rows = coached_rows(Athlete, user=request.user).order_by("name", "pk")
        return [(str(key), name) for key, name in rows.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not (value and value.isdecimal() and len(value) < 19):
            return queryset
        return queryset.filter(athlete=int(value))


class OwnFilter(SimpleListFilter):
    """Built-in exercises or the organization's."""

    title = _("origin")
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("own", _("our own")), ("built_in", _("built in"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "own":
            return queryset.exclude(organization=None)
        if self.value() == "built_in":
            return queryset.filter(organization=None)
        return queryset


class ArchivedFilter(SimpleListFilter):
    """Templates in use, or put away."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("archived", _("archived"))]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for place, choice in enumerate(super().choices(changelist)):
            yield {**choice, "display": _("in use")} if place == 0 else choice

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(is_archived=self.value() == "archived")
