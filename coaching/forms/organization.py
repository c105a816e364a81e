"""Which of several organizations is meant."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.accounts.models import Organization


class OrganizationForm(forms.Form):
    """For who works in more than one; the first is chosen until another is."""

    organization = forms.TypedChoiceField(label=_("Organization"), coerce=int)

    def __init__(self, *args: Any, organizations: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organizations = {one.pk: one for one in organizations}
        self.fields["organization"].choices = [
            (key, one.name) for key, one in self._organizations.items()
        ]

    @property
    def chosen(self) -> Organization:
        """Return the organization meant."""
        first = next(iter(self._organizations.values()))
        if not (self.is_bound and self.is_valid()):
            return first
        return self._organizations[self.cleaned_data["organization"]]
