"""Uploading a program file."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from programs.actions.import_program import ProgramTooLarge
from programs.actions.version_rows import LONGEST_NAME
from programs.engine.program import Program, ProgramInvalid, read_program


class ProgramFileForm(forms.Form):
    """A program/1 file, read at once: every fault stands beside the field.

    Once valid, ``cleaned_data["file"]`` is the file's text in bytes and ``program`` what it holds.
    """

    file = forms.FileField(
        label=_("Program file"),
        help_text=_("A program in format program/1 (JSON)."),
        error_messages={
            "required": _("Choose the file of the program."),
            "empty": _("The file is empty; choose the file of a program."),
        },
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Leave empty to use the program's own name."),
    )

    program: Program | None = None

    def clean_file(self) -> bytes:
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        size = upload.size or 0
        if size > settings.PROGRAM_FILE_MAX_BYTES:
            raise forms.ValidationError(str(ProgramTooLarge(size)))
        source: bytes = upload.read()
        try:
            self.program = read_program(source)
        except ProgramInvalid as error:
            raise forms.ValidationError([str(fault) for fault in error.faults]) from error
        return source
