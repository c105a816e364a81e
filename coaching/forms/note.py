"""A note as a coach types it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.actions.write_note import LONGEST


class NoteForm(forms.Form):
    """A few words, for coaches only."""

    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}),
        error_messages={"required": _("Write a few words first.")},
    )
