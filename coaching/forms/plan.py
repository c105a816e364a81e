"""What a coach says on a plan's page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.forms.numbers import NumberField
from athletes.models import Absence
from programs.engine.phases.decision import Decision

ANSWERS = (
    (Decision.ADVANCE.value, _("Go on to the next phase")),
    (Decision.EXTEND_1W.value, _("Add one week")),
    (Decision.REPEAT.value, _("Repeat the phase")),
    (Decision.DELOAD_THEN_ADVANCE.value, _("Deload, then the next phase")),
    (Decision.DELOAD_THEN_REPEAT.value, _("Deload, then repeat")),
    (Decision.REGRESS.value, _("Start the phase again, lighter")),
)


SILENCES = (
    ("", _("Wait for my answer")),
    (24, _("Do it after 24 hours")),
    (72, _("Do it after 72 hours")),
    (168, _("Do it after a week")),
)


def silence_field() -> forms.TypedChoiceField:
    """Return the choice of what becomes of a proposal that nobody answers."""
    return forms.TypedChoiceField(
        label=_("When I don't answer a proposal"),
        choices=SILENCES,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("A hold always waits."),
    )


class PolicyForm(forms.Form):
    """When the plan asks, and what it does without an answer."""

    asks_before_advancing = forms.BooleanField(
        label=_("Ask me before every phase change"), required=False
    )
    confirms_after_h = silence_field()
    lets_athlete_move = forms.BooleanField(
        label=_("The athlete may move sessions within their week"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_policy_%s", **kwargs)


class InsteadForm(forms.Form):
    """What to do instead of what was proposed."""

    instead = forms.ChoiceField(label=_("Instead"), choices=ANSWERS)

    def __init__(self, *args: Any, proposed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead"].choices = [one for one in ANSWERS if one[0] != proposed]


class PauseForm(forms.Form):
    """Why the plan stands still."""

    reason = forms.ChoiceField(label=_("Why"), choices=Absence.Reason)
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The page asks for the reason of a number, too.
        super().__init__(*args, auto_id="id_pause_%s", **kwargs)


class EndPhaseForm(forms.Form):
    """Why the running phase ends before its weeks are done."""

    phase = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("The athlete reads it."),
        error_messages={"required": _("Say in a few words why.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_end_phase_%s", **kwargs)


class NumberForm(forms.Form):
    """A training number set by hand; empty makes it unknown."""

    name = forms.ChoiceField(label=_("Number"))
    value = NumberField(label=_("New value"), required=False)
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("The athlete reads it."),
        error_messages={"required": _("Say in a few words why.")},
    )

    def __init__(
        self, *args: Any, choices: Iterable[tuple[str, str]], unit: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = list(choices)
        self.fields["value"].label = _("New value, %(unit)s") % {"unit": unit}
