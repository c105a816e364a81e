"""A program's workbook as a coach sends it back."""

import base64
import binascii
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from coaching.importers.program_xlsx import read_xlsx
from coaching.importers.workbook_size import NotAWorkbook, WorkbookTooLarge
from programs.actions.import_program import ProgramTooLarge
from programs.actions.save_as_draft import Seen
from programs.engine.building.workbook import Sheet, with_sheets
from programs.engine.errors import TrainingError
from programs.engine.program import Program

WORKBOOKS = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_FAULTS = 50


class WorkbookForm(forms.Form):
    """A workbook, or the one chosen before, so that questions and refusals lose nothing of it.

    Once valid, ``sheets`` are its cells and ``source`` of the form's data is the file as text.
    """

    source = forms.CharField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("An XLSX file, as this program is downloaded and then edited."),
        widget=forms.ClearableFileInput(attrs={"accept": WORKBOOKS}),
        error_messages={
            "required": _("Choose the workbook."),
            "empty": _("The file is empty; choose a workbook."),
        },
    )

    sheets: tuple[Sheet, ...] = ()

    def __init__(self, *args: Any, is_too_long: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_too_long = is_too_long
        self.fields["file"].required = not self.data.get("source")

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or {}
        self.data = self.data.copy()
        if self._is_too_long or "source" in self.errors:
            self.errors.clear()
            self.refuse(WorkbookTooLarge() if self._is_too_long else NotAWorkbook())
        if self.errors:
            return fields
        try:
            content = sent(fields["file"]) if fields["file"] else _kept(fields["source"])
            self.sheets = read_xlsx(content)
        except TrainingError as error:
            self.refuse(error)
        else:
            self.data["source"] = base64.b64encode(content).decode()
        return fields

    def program_on(self, program: Program) -> Program:
        """Return the program with its phases as the workbook has them, as ``with_sheets``."""
        return with_sheets(program, sheets=self.sheets)

    def refuse(self, error: TrainingError) -> None:
        """Say beside the file why it can't be read, cell by cell; another one has to be chosen."""
        self.add_error("file", faults_of(error))
        self.data["source"] = ""
        self.fields["file"].required = True


class SeenForm(forms.Form):
    """What travels with a difference that is shown: the workbook, and what it differs from."""

    source = forms.CharField(widget=forms.HiddenInput)
    number = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def seen(self) -> Seen:
        """Return the version that was shown, one that never is where the form doesn't say it."""
        said = self.cleaned_data if self.is_valid() else {}
        return Seen(said.get("number", 0), said.get("version", 0))


def sent(upload: "UploadedFile[Any]") -> bytes:
    """Return what a file holds. Raises ProgramTooLarge."""
    size = upload.size or 0
    if size > settings.PROGRAM_FILE_MAX_BYTES:
        raise ProgramTooLarge(size)
    content: bytes = upload.read()
    return content


def faults_of(error: TrainingError) -> list[Any]:
    """Return what is wrong as a sentence each, and how many more there are."""
    faults = [str(fault) for fault in getattr(error, "faults", ())] or [str(error)]
    more = len(faults) - MOST_FAULTS
    left: list[Any] = [_("… and %(more)d more.") % {"more": more}] if more > 0 else []
    return faults[:MOST_FAULTS] + left


def _kept(source: str) -> bytes:
    try:
        content = base64.b64decode(source, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotAWorkbook from error
    if len(content) > settings.PROGRAM_FILE_MAX_BYTES:
        raise ProgramTooLarge(len(content))
    return content
