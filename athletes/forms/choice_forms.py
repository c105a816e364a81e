"""What the athlete trains instead, or why not, and what beyond the plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SwapForm(forms.Form):
    """Which exercise instead; empty for the planned one."""

    slot = forms.CharField(max_length=100)
    exercise_name = forms.CharField(required=False, max_length=200)


class SkipExerciseForm(forms.Form):
    """Why an exercise is left out; empty to take it up again."""

    slot = forms.CharField(max_length=100)
    skip_reason = forms.CharField(required=False, max_length=200)


class SearchForm(forms.Form):
    """A few words of an exercise's name, or the exercise that was found by them."""

    q = forms.CharField(
        label=_("Exercise"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    exercise = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exercise"].widget = forms.HiddenInput()
