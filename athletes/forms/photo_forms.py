"""A photo to keep, and whether photos are kept and shared."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.actions.add_photo import PhotoFromTheFuture, PoseTaken
from athletes.actions.clean_photo import (
    PhotoHasTooManyPixels,
    PhotoIsHeic,
    PhotoTooLarge,
    PhotoUnreadable,
)
from athletes.models import Photo
from programs.engine.errors import TrainingError

# Phones offer to convert what isn't on this list.
READABLE = "image/jpeg,image/png,image/webp"
FIELDS_OF: dict[type[TrainingError], str] = {
    PhotoTooLarge: "file",
    PhotoHasTooManyPixels: "file",
    PhotoIsHeic: "file",
    PhotoUnreadable: "file",
    PhotoFromTheFuture: "on",
    PoseTaken: "pose",
}


class PhotoForm(forms.Form):
    """One photo. What the file is, is for the action to say."""

    # Not an image field: that one opens every format that its library knows.
    file = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, up to 12 MB."),
        widget=forms.FileInput(attrs={"accept": READABLE}),
    )
    pose = forms.ChoiceField(label=_("Pose"), choices=Photo.Pose, widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today, "pose": Photo.Pose.FRONT}, **kwargs)
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def refuse(self, error: TrainingError) -> None:
        """Put what ``add_photo`` refused beside the field that it is about."""
        self.add_error(FIELDS_OF.get(type(error)), str(error))


class PhotoChoiceForm(forms.Form):
    """Off unless switched on; not shared unless shared."""

    keeps = forms.BooleanField(label=_("Keep photos of my progress"), required=False)
    shares = forms.BooleanField(
        label=_("Let my coach see them"),
        help_text=_("As long as this is on; you can take it back at any time."),
        required=False,
    )
    deletes = forms.BooleanField(
        label=_("Delete all of them if I switch photos off"),
        help_text=_("For good. Otherwise they stay, seen by nobody, until you switch on again."),
        required=False,
    )

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not count:
            del self.fields["deletes"]
