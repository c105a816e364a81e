"""Signing up as a coach, or as somebody who trains alone."""

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.accounts.models import User
from coaching.actions.coach_oneself import coach_oneself
from coaching.actions.create_organization import create_organization
from coaching.forms.time_zones import zone_choices


class Purpose(models.TextChoices):
    COACH = "COACH", _("I coach others")
    TRAIN = "TRAIN", _("I train on my own")


class SignUpForm(SignupForm):
    """Makes the account with its organization, both or neither."""

    purpose = forms.ChoiceField(
        label=_("What brings you here?"),
        choices=Purpose,
        widget=forms.RadioSelect,
        initial=Purpose.COACH,
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organization_name = forms.CharField(
        label=_("Gym, team or practice"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        help_text=_("Your athletes read this name in their invitation."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        widget=forms.Select(attrs={"data-guess-time-zone": ""}),
        help_text=_("Training days and phases begin at midnight here."),
    )
    field_order = ("purpose", "name", "organization_name", "email", "password1", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["password1"].help_text = _("At least 10 characters.")
        for name in ("email", "password1"):
            self.fields[name].widget.attrs.pop("placeholder", None)

    def clean_name(self) -> str:
        return self.cleaned_data["name"].strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_coach = cleaned.get("purpose") == Purpose.COACH
        if is_coach and not cleaned.get("organization_name", "").strip():
            self.add_error(
                "organization_name",
                _("Enter the name under which your athletes know you."),
            )
        return cleaned

    def save(self, request: HttpRequest) -> User:
        with transaction.atomic():
            return super().save(request)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Name the person and give them their organization; allauth calls this once saved."""
        user.name = self.cleaned_data["name"]
        user.time_zone = self.cleaned_data["time_zone"]
        # Mails are written in the language that the person signs up in.
        user.locale = request.LANGUAGE_CODE
        user.save(update_fields=["locale", "name", "time_zone"])
        now = timezone.now()
        if self.cleaned_data["purpose"] == Purpose.COACH:
            name = self.cleaned_data["organization_name"]
            create_organization(name=name, owner=user, now=now)
        else:
            coach_oneself(user=user, now=now)
