"""Filters of what belongs to athletes."""

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from athletes.models import Measurement, PhaseProposal, Plan, WeeklyAdherence
from programs.api.filters import DayFilter, FlagFilter, KeyFilter, SearchFilter


class AthleteFilters(filters.FilterSet):
    text = SearchFilter(field_name="name", lookup_expr="icontains")
    organization = KeyFilter(field_name="organization")
    is_archived = FlagFilter(field_name="is_archived")


class PlanFilters(filters.FilterSet):
    athlete = KeyFilter(field_name="athlete")
    version = KeyFilter(field_name="program_version")
    status = filters.ChoiceFilter(choices=Plan.Status.choices)


class ProposalFilters(filters.FilterSet):
    athlete = KeyFilter(field_name="athlete")
    plan = KeyFilter(field_name="plan")
    status = filters.ChoiceFilter(choices=PhaseProposal.Status.choices)


class SessionFilters(filters.FilterSet):
    athlete = KeyFilter(field_name="athlete")
    plan = KeyFilter(field_name="plan")
    from_on = DayFilter(field_name="scheduled_on", lookup_expr="gte")
    to_on = DayFilter(field_name="scheduled_on", lookup_expr="lte")
    is_finished = FlagFilter(method="filter_finished")

    def filter_finished(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(log__completed_at__isnull=not value)


class SetFilters(filters.FilterSet):
    athlete = KeyFilter(field_name="athlete")
    exercise = KeyFilter(field_name="exercise")
    session = KeyFilter(field_name="session_log__planned_session")
    from_on = DayFilter(field_name="session_log__on", lookup_expr="gte")
    to_on = DayFilter(field_name="session_log__on", lookup_expr="lte")


class CommentFilters(filters.FilterSet):
    athlete = KeyFilter(field_name="athlete")
    session = KeyFilter(field_name="planned_session")
    phase = KeyFilter(field_name="phase")
    is_read = FlagFilter(method="filter_read")

    def filter_read(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(read_at__isnull=not value)


class CheckInFilters(filters.FilterSet):
    athlete = KeyFilter(field_name="athlete")
    from_on = DayFilter(field_name="on", lookup_expr="gte")
    to_on = DayFilter(field_name="on", lookup_expr="lte")


class MeasurementFilters(CheckInFilters):
    site = filters.ChoiceFilter(choices=Measurement.Site.choices)


class WeekFilters(filters.FilterSet):
    athlete = KeyFilter(field_name="athlete")
    plan = KeyFilter(field_name="plan")
    status = filters.ChoiceFilter(choices=WeeklyAdherence.Status.choices)
    from_on = DayFilter(field_name="week_on", lookup_expr="gte")
    to_on = DayFilter(field_name="week_on", lookup_expr="lte")


class PhaseFilters(filters.FilterSet):
    athlete = KeyFilter(field_name="athlete")
    plan = KeyFilter(field_name="phase__plan")
