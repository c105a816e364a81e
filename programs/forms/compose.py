"""Composing a macrocycle from a few choices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.actions.version_rows import LONGEST_NAME
from programs.engine.composing.composition import (
    REPEATS,
    WEEKS,
    Composition,
    CompositionInvalid,
    compose,
)
from programs.engine.goals import Goal
from programs.models import ProgramTemplate

# Decision 20: three and four days, where there are sample weeks.
DAYS = ((3, _("3 days")), (4, _("4 days")))


class ComposeForm(forms.Form):
    """Weeks, order, repeats, days, light weeks, equipment; ``composition`` once valid."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    equipment = forms.ChoiceField(label=_("Equipment"), choices=ProgramTemplate.Equipment)
    first_goal = forms.ChoiceField(
        label=_("Begin with"),
        choices=(
            (Goal.HYPERTROPHY.value, _("Hypertrophy")),
            (Goal.STRENGTH.value, _("Strength")),
        ),
        initial=Goal.HYPERTROPHY.value,
    )
    weeks_per_phase = forms.IntegerField(
        label=_("Weeks a phase"),
        initial=4,
        min_value=WEEKS[0],
        max_value=WEEKS[1],
        help_text=_("Light weeks come on top."),
    )
    repeats = forms.IntegerField(
        label=_("Rounds"),
        initial=1,
        min_value=REPEATS[0],
        max_value=REPEATS[1],
        help_text=_("How often both phases are done, one after the other."),
    )
    hypertrophy_days = forms.TypedChoiceField(
        label=_("Days a week, hypertrophy"), choices=DAYS, coerce=int, initial=4
    )
    strength_days = forms.TypedChoiceField(
        label=_("Days a week, strength"), choices=DAYS, coerce=int, initial=3
    )
    has_deload = forms.BooleanField(
        label=_("A light week after each phase"),
        required=False,
        initial=True,
        help_text=_("Half the sets, nine tenths of the load, four repetitions in reserve."),
    )

    composition: Composition | None = None

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or {}
        if self.errors:
            return fields
        composition = Composition(**{**fields, "first_goal": Goal(fields["first_goal"])})
        try:
            compose(composition)
        except CompositionInvalid as error:
            self.add_error(error.field, str(error))
        else:
            self.composition = composition
        return fields
