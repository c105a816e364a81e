"""A comment as typed on a page, with the ones that it answers."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.actions.write_comment import LONGEST

MOST_ANSWERED = 200


class CommentForm(forms.Form):
    """A few words."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
        error_messages={"required": _("Write a few words first.")},
    )


def answered_comments(typed: list[str]) -> list[UUID]:
    """Return the keys of comments that a page had shown; what isn't a key is left out."""
    found = []
    for text in typed[:MOST_ANSWERED]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
