"""Which weekly mails a coach wants."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.accounts.models import Membership, User
from programs.scoping import WRITING


class Places(forms.ModelMultipleChoiceField):
    """One check box an organization, by its name."""

    def label_from_instance(self, obj: Membership) -> str:
        return obj.organization.name


class DigestsForm(forms.Form):
    """The person's places as a coach; those checked send their week."""

    places = Places(
        label=_("Mail me on Monday morning who needs me"),
        queryset=Membership.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Membership.objects.filter(user=user, is_active=True, role__in=WRITING)
        self.fields["places"].queryset = rows.select_related("organization").order_by(
            "organization__name", "pk"
        )
        self.initial["places"] = [row.pk for row in rows if row.wants_digest]
