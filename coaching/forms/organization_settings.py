"""How an organization works, and who coaches in it."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from coaching.accounts.models import Membership, Organization, Units
from coaching.actions.organization.change_organization import OrganizationSettings
from coaching.forms.time_zones import zone_choices
from programs.engine.errors import TrainingError

FIELDS = tuple(OrganizationSettings.__dataclass_fields__)


class OrganizationSettingsForm(forms.Form):
    """Everything that holds for the whole organization."""

    name = forms.CharField(label=_("Name"), max_length=200)
    time_zone = forms.ChoiceField(label=_("Time zone"))
    week_start = forms.TypedChoiceField(
        label=_("First day of the week"), choices=list(WEEKDAYS.items()), coerce=int
    )
    units = forms.ChoiceField(
        label=_("Units"), choices=Units, help_text=_("Of athletes you add from now on.")
    )
    athlete_word = forms.CharField(
        label=_("Word for an athlete"),
        max_length=30,
        required=False,
        help_text=_("Such as client; empty for athlete."),
    )
    athletes_word = forms.CharField(
        label=_("Word for several"), max_length=30, required=False, help_text=_("Such as clients.")
    )
    missed_in_a_row = forms.IntegerField(
        label=_("Tell after sessions missed in a row"), min_value=2, max_value=10
    )
    fall_points = forms.IntegerField(
        label=_("Tell when adherence falls by, in points"), min_value=5, max_value=50
    )
    runway_days = forms.IntegerField(
        label=_("Tell when fewer days are planned ahead than"), min_value=1, max_value=60
    )
    accent = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=_("Accent color"),
        required=False,
        help_text=_("For reports, such as #1d5fd1; dark enough to be read on white."),
        error_messages={"invalid": _("Enter a color such as #1d5fd1.")},
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(organization, name) for name in FIELDS}
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices()[1:]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        words = ("athlete_word", "athletes_word")
        if bool(said.get(words[0])) != bool(said.get(words[1])):
            missing = words[0] if said.get(words[1]) else words[1]
            self.add_error(missing, _("Enter both words, or neither."))
        return said

    @property
    def said(self) -> OrganizationSettings:
        """Return what was typed."""
        return OrganizationSettings(**{name: self.cleaned_data[name] for name in FIELDS})

    def refuse(self, error: TrainingError) -> None:
        self.add_error(getattr(error, "field", None), str(error))


class RoleForm(forms.Form):
    """What a coach may do."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role)

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of:
            label = _("Role of %(name)s") % {"name": of}
            self.fields["role"].widget.attrs["aria-label"] = label


class InviteCoachForm(RoleForm):
    """Whom to write to, and what they will be."""

    email = forms.EmailField(label=_("E-mail address"))

    field_order = ("email", "role")
