"""What a coach says when a program comes in."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from programs.forms import ProgramFileForm


class ImportForm(ProgramFileForm):
    """A program file, or the text of the one chosen before, so that a refusal loses neither.

    ``text`` is what the file says; empty when it couldn't be read.
    """

    source = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    text = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("source")

    def clean_file(self) -> bytes:
        if self.cleaned_data["file"] is None:
            # A browser sends every line's end as two characters; the limit is for the file's own.
            kept = self.data["source"].replace("\r\n", "\n")
            self.cleaned_data["file"] = ContentFile(kept.encode())
        return super().clean_file()

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or {}
        self.text = fields.get("file", b"").decode("utf-8-sig")
        self.data = self.data.copy()
        self.data["source"] = self.text
        if self.text:
            self.fields["file"].required = False
            self.fields["file"].help_text = _("The file is kept; choose one only to replace it.")
        return fields
