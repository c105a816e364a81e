"""Exercises: the built-in catalogue and the organization's own, merged where two mean the same."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from coaching.actions.exercises.keep_substitutes import keep_substitutes
from coaching.actions.exercises.merge_exercises import merge_exercises, preview_merge
from coaching.admin.access import may_write
from coaching.admin.bases import ConsoleAdmin
from coaching.admin.cells import NOTHING, badge
from coaching.admin.filters import OwnFilter
from coaching.admin.sites import console
from coaching.forms.exercise import ExerciseForm, MergeForm
from programs.engine.errors import TrainingError
from programs.models import Exercise
from programs.queries.search_exercises import search_exercises
from programs.scoping import coached_organizations


@admin.register(Exercise, site=console)
class ExerciseAdmin(ConsoleAdmin):
    """The built-in catalogue, read-only, and the organization's own exercises."""

    form = ExerciseForm
    list_display = ("name", "movement", "muscles", "equipment_word", "at_home", "origin")
    list_filter = (OwnFilter, "is_home_capable", "mechanic")
    search_fields = ("name",)
    search_help_text = _("Name or shorthand, such as inc db press")
    ordering = ("name", "pk")
    fields = (
        "organization", "name", "movement_pattern", "mechanic", "primary_muscles",
        "secondary_muscles", "equipment", "load_convention", "is_unilateral", "is_home_capable",
        "video_url", "substitutes",
    )  # fmt: skip
    actions_detail = ("merge",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Exercise]:
        return Exercise.objects.filter(
            Q(organization=None) | Q(organization__in=coached_organizations(request.user)),
            merged_into=None,
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # Read alone, an exercise has no form that would know of substitutes.
        is_form = obj is None or self.has_change_permission(request, obj)
        return self.fields if is_form else (*self.fields[:-1], "substitute_names", "video")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("substitute_names", "video")

    def get_urls(self) -> list[URLPattern]:
        merge = self.admin_site.admin_view(self.merge_view)
        return [
            path("<int:key>/merge/", merge, name="programs_exercise_merge_page"),
            *super().get_urls(),
        ]

    def save_related(self, request: Any, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        keep_substitutes(exercise=form.instance, substitutes=form.substitutes)

    @action(description=_("Merge into another"), url_path="merge-into", permissions=["write"])
    def merge(self, request: HttpRequest, object_id: int) -> HttpResponse:
        exercise = self.row_or_404(request, object_id)
        return redirect("console:programs_exercise_merge_page", exercise.pk)

    def merge_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Choose the other, see what changes, then merge."""
        exercise = self.row_or_404(request, key)
        if not may_write(request, exercise):
            raise PermissionDenied
        usable = Exercise.objects.usable_in(exercise.organization_id).exclude(pk=exercise.pk)
        typed = request.POST if request.method == "POST" else request.GET
        form = MergeForm(typed if "into" in typed else None, exercises=usable.order_by("name"))
        preview, into = None, None
        if form.is_bound and form.is_valid():
            into = form.cleaned_data["into"]
            try:
                preview = preview_merge(exercise=exercise, into=into)
                if request.method == "POST":
                    merge_exercises(exercise=exercise, into=into)
                    done = _("%(one)s is %(other)s from now on.")
                    messages.success(request, done % {"one": exercise.name, "other": into.name})
                    return redirect("console:programs_exercise_change", into.pk)
            except TrainingError as error:
                form.add_error("into", str(error))
        return self.page(
            request,
            "merge_exercises",
            title=_("Merge %(name)s into another") % {"name": exercise.name},
            exercise=exercise,
            form=form,
            into=into,
            preview=preview,
            back=reverse("console:programs_exercise_change", args=[exercise.pk]),
            back_label=exercise.name,
            status=422 if form.errors else 200,
        )

    @display(description=_("substitutes"))
    def substitute_names(self, exercise: Exercise) -> str:
        rows = exercise.substitutions.order_by("rank")
        return ", ".join(rows.values_list("substitute__name", flat=True)) or NOTHING

    @display(description=_("video"))
    def video(self, exercise: Exercise) -> str:
        url = exercise.video_url
        return (
            format_html('<a href="{}" rel="noopener noreferrer">{}</a>', url, url) if url else "–"
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Exercise], search_term: str
    ) -> tuple[QuerySet[Exercise], bool]:
        """Find shorthand and near misses as everywhere else, within what the list shows."""
        if not search_term.strip():
            return queryset, False
        found = search_exercises(user=request.user, text=search_term)
        return queryset.filter(pk__in=found.order_by().values("pk")), False

    @display(description=_("movement"), ordering="movement_pattern")
    def movement(self, exercise: Exercise) -> str:
        return exercise.movement_pattern.replace("_", " ")

    @display(description=_("muscles"))
    def muscles(self, exercise: Exercise) -> str:
        return ", ".join(muscle.replace("_", " ") for muscle in exercise.primary_muscles)

    @display(description=_("equipment"), ordering="equipment")
    def equipment_word(self, exercise: Exercise) -> str:
        return exercise.equipment.replace("_", " ")

    @display(description=_("at home"), ordering="is_home_capable", boolean=True)
    def at_home(self, exercise: Exercise) -> bool:
        return exercise.is_home_capable

    @display(description=_("origin"))
    def origin(self, exercise: Exercise) -> str:
        return badge(_("Our own"), "good") if exercise.organization_id else badge(_("Built in"))
