"""Filters of lists, and the ones of exercises, templates and versions."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from programs.api.fields import LARGEST_KEY
from programs.engine.tables import muscle_groups
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.search_exercises import search_exercises
from programs.querysets import ExerciseQuerySet

LONGEST_SEARCH = 200
YES_OR_NO = [("true", "true"), ("false", "false")]


class StrictFilters(filters.DjangoFilterBackend):
    """Filters that refuse an empty value instead of taking it for none."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> QuerySet:
        chosen = self.get_filterset_class(view, queryset)
        for name, choice in (chosen.base_filters if chosen else {}).items():
            if request.query_params.get(name) == "" and not isinstance(choice, SearchFilter):
                raise ValidationError({name: "Write a value, or leave it out."}, code="blank")
        return super().filter_queryset(request, queryset, view)


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": LARGEST_KEY})
class KeyFilter(filters.Filter):
    """Rows of one other row, by its id."""

    field_class = forms.IntegerField

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_KEY, **options)


@extend_schema_field({"type": "boolean"})
class FlagFilter(filters.TypedChoiceFilter):
    """true or false; anything else is refused."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=YES_OR_NO, coerce=lambda text: text == "true", **options)


@extend_schema_field({"type": "string", "format": "date"})
class DayFilter(filters.DateFilter):
    """A day as 2026-03-02."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)


@extend_schema_field({"type": "string", "maxLength": LONGEST_SEARCH})
class SearchFilter(filters.CharFilter):
    """A few typed words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[MaxLengthValidator(LONGEST_SEARCH)], **options)


class ExerciseFilters(filters.FilterSet):
    text = SearchFilter(label="Words of the name, in any order; the best match comes first.")
    muscle = filters.ChoiceFilter(
        choices=[(muscle, muscle) for muscle in muscle_groups()], label="A muscle it trains."
    )
    is_home = FlagFilter(label="true: what adjustable dumbbells can do.")

    def filter_queryset(self, queryset: ExerciseQuerySet) -> ExerciseQuerySet:
        given = self.form.cleaned_data
        return search_exercises(
            user=self.request.user,
            text=given["text"] or "",
            muscle=given["muscle"] or "",
            is_home=given["is_home"] or False,
        )


class TemplateFilters(filters.FilterSet):
    text = SearchFilter(field_name="name", lookup_expr="icontains", label="A part of the name.")
    equipment = filters.ChoiceFilter(choices=ProgramTemplate.Equipment.choices)
    is_archived = FlagFilter(field_name="is_archived")
    organization = KeyFilter(field_name="organization")


class VersionFilters(filters.FilterSet):
    template = KeyFilter(field_name="template")
    status = filters.ChoiceFilter(choices=ProgramVersion.Status.choices)
    organization = KeyFilter(field_name="organization")
