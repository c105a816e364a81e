"""What a coach says once for many athletes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.models import Absence
from coaching.accounts.models import Membership
from coaching.models import AthleteTag


class BulkForm(forms.Form):
    """Nothing to say: the button is enough."""

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what was said as the job keeps it."""
        return dict(self.cleaned_data)


class PauseManyForm(BulkForm):
    """Why nobody trains."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Absence.Reason)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class CommentManyForm(BulkForm):
    """The same words to each of them."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Stands on the phase that each of them is in."),
    )


class TagManyForm(BulkForm):
    """A word and its color."""

    name = forms.CharField(label=_("Tag"), max_length=30)
    color = forms.ChoiceField(label=_("Color"), choices=AthleteTag.Color)
    takes_off = forms.BooleanField(label=_("Take this tag off instead"), required=False)


class HandOverForm(BulkForm):
    """Who looks after them from now on."""

    to = forms.ModelChoiceField(
        label=_("New coach"),
        queryset=Membership.objects.none(),
        help_text=_("From now on. Both coaches are told by mail; assistants stay."),
    )

    def __init__(self, *args: Any, coaches: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = coaches

    @property
    def arguments(self) -> dict[str, Any]:
        return {"to": self.cleaned_data["to"].pk}
