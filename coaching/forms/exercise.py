"""An organization's own exercise."""

from functools import cache
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminURLInputWidget,
)

from programs.engine import tables
from programs.models import Exercise
from programs.queries.match_exercises import match_exercises

Choices = list[tuple[str, str]]

MOST_SUBSTITUTES = 5


class ExerciseForm(forms.ModelForm):
    """What the catalogue knows of an exercise, in the words it already uses."""

    movement_pattern = forms.ChoiceField(
        label=_("Movement pattern"), widget=UnfoldAdminSelectWidget
    )
    mechanic = forms.ChoiceField(label=_("Mechanic"), widget=UnfoldAdminSelectWidget)
    equipment = forms.ChoiceField(label=_("Equipment"), widget=UnfoldAdminSelectWidget)
    primary_muscles = forms.MultipleChoiceField(
        label=_("Primary muscles"),
        widget=UnfoldAdminSelectMultipleWidget,
        help_text=_("Each set counts as one for these, half for the secondary ones."),
    )
    secondary_muscles = forms.MultipleChoiceField(
        label=_("Secondary muscles"), required=False, widget=UnfoldAdminSelectMultipleWidget
    )

    video_url = forms.URLField(
        label=_("Video"),
        required=False,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget,
        help_text=_("An address that begins with https://."),
    )
    substitutes = forms.CharField(
        label=_("Substitutes"),
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("One a line, the nearest first, at most five."),
    )

    class Meta:
        model = Exercise
        fields = (
            "organization", "name", "movement_pattern", "mechanic", "primary_muscles",
            "secondary_muscles", "equipment", "load_convention", "is_unilateral",
            "is_home_capable", "video_url",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in _choices().items():
            if name in self.fields:
                self.fields[name].choices = choices
        if "organization" in self.fields:
            self.fields["organization"].required = True
            self.fields["organization"].empty_label = None
        if self.instance.pk and "substitutes" in self.fields:
            rows = self.instance.substitutions.order_by("rank")
            names = rows.values_list("substitute__name", flat=True)
            self.fields["substitutes"].initial = "\n".join(names)

    def clean_video_url(self) -> str:
        url: str = self.cleaned_data["video_url"]
        if url and not url.startswith("https://"):
            raise forms.ValidationError(_("Enter an address that begins with https://."))
        return url

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        both = set(said.get("primary_muscles") or ()) & set(said.get("secondary_muscles") or ())
        if both:
            sentence = _("Already primary: %(muscles)s. Choose each muscle once.")
            self.add_error("secondary_muscles", sentence % {"muscles": ", ".join(sorted(both))})
        organization, name = said.get("organization"), said.get("name")
        self.substitutes = self._substitutes(organization, said.get("substitutes") or "")
        if not (organization and name):
            return said
        slug = slugify(name)[:100] or f"own-{name.encode().hex()[:90]}"
        others = Exercise.objects.filter(organization=organization, slug=slug)
        if others.exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("You have an exercise of this name: choose another."))
        self.instance.slug = slug
        self.instance.role = self.instance.role or "accessory"
        return said

    def _substitutes(self, organization: Any, text: str) -> list[Exercise]:
        """Return the exercises that the lines mean; a line that means none is told."""
        names = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        if len(names) > MOST_SUBSTITUTES:
            self.add_error("substitutes", _("Enter at most five."))
            return []
        found = match_exercises(names=names, organization=organization) if organization else {}
        for name, match in found.items():
            if match.exercise is None:
                like = ", ".join(one.name for one in match.suggestions) or _("nothing alike")
                words = _("%(name)s isn't known. Alike: %(like)s.") % {"name": name, "like": like}
                self.add_error("substitutes", words)
        meant = [match.exercise for match in found.values() if match.exercise]
        return [one for one in dict.fromkeys(meant) if one.pk != self.instance.pk]


class MergeForm(forms.Form):
    """Which exercise the one is."""

    into = forms.ModelChoiceField(label=_("It is the same as"), queryset=Exercise.objects.none())

    def __init__(self, *args: Any, exercises: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = exercises


@cache
def _choices() -> dict[str, Choices]:
    rows = tables.exercises().values()
    muscles = {muscle for row in rows for muscle in (*row.primary_muscles, *row.secondary_muscles)}
    return {
        "movement_pattern": _named({row.movement_pattern for row in rows} | {"other"}),
        "mechanic": _named({row.mechanic for row in rows}),
        "equipment": _named({row.equipment for row in rows} | {"other"}),
        "primary_muscles": _named(muscles),
        "secondary_muscles": _named(muscles),
    }


def _named(words: set[str]) -> Choices:
    return [(word, word.replace("_", " ")) for word in sorted(words)]
