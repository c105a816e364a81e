"""A program out as a workbook, and in again: read, its names asked about, compared, kept."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.admin.program_pages import VERSION, answers_in
from coaching.exporters.program_xlsx import program_xlsx
from coaching.exporters.report_files import FORMATS, as_download
from coaching.forms.workbook import SeenForm, WorkbookForm
from programs.actions.match_names import Answers
from programs.actions.save_as_draft import save_as_draft
from programs.engine.errors import TrainingError
from programs.engine.program import Program, names_to_match
from programs.engine.versions.aligned import aligned
from programs.engine.versions.grouped import changed_parts
from programs.forms import MatchExercisesForm
from programs.models import ProgramVersion
from programs.queries.match_exercises import Match, match_exercises
from programs.queries.program_of import program_of

DOWNLOAD = "console:programs_programversion_workbook"
IMPORT = "console:programs_programversion_import"


def workbook_of(version: ProgramVersion) -> HttpResponse:
    """Give a version as a workbook."""
    return as_workbook(program_xlsx(program_of(version)), name=f"{version}.xlsx")


def as_workbook(content: bytes, *, name: str) -> HttpResponse:
    """Answer with a workbook as a file of that name."""
    response = HttpResponse(content, content_type=FORMATS["xlsx"].media_type)
    return as_download(response, name=name)


def edited_page(admin: Any, request: HttpRequest, version: ProgramVersion) -> HttpResponse:
    """Take an edited workbook, ask what new names mean, show what differs, then keep it."""
    form = read_workbook(request)
    program = program_on(form, program_of(version))
    if program is None:
        return _upload_page(admin, request, version, form=form)
    organization = version.organization
    unknown = _unknown(program, organization=organization)
    asked = match_form(request, unknown, organization=organization, form=form)
    if asked is not None and not asked.is_valid():
        return match_page(admin, request, asked, **_back(version))
    answers = asked.answers if asked is not None else {}
    error = ""
    if "do" in request.POST:
        try:
            return _saved(request, version, program=program, answers=answers)
        except TrainingError as refusal:
            error = str(refusal)
    return _changes_page(admin, request, version, program=program, form=form, error=error)


def read_workbook(request: HttpRequest) -> WorkbookForm:
    """Return the workbook as it was sent, and read if it can be."""
    is_sent = request.method == "POST"
    form = WorkbookForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        is_too_long=getattr(request, "is_upload_too_long", False),
    )
    form.is_valid()
    return form


def program_on(form: WorkbookForm, program: Program) -> Program | None:
    """Return what the workbook makes of a program; None where the form says why it can't."""
    if not form.is_valid():
        return None
    try:
        return form.program_on(program)
    except TrainingError as error:
        form.refuse(error)
        return None


def match_form(
    request: HttpRequest,
    unknown: Mapping[str, Match],
    *,
    organization: Any,
    form: WorkbookForm,
) -> MatchExercisesForm | None:
    """Return what asks about names that nobody knows, None where all are known."""
    if not unknown:
        return None
    return MatchExercisesForm(
        form.data if answers_in(request) else None,
        matches=unknown,
        organization=organization,
        initial={"source": form.data["source"]},
    )


def match_page(
    admin: Any, request: HttpRequest, form: MatchExercisesForm, **back: str
) -> HttpResponse:
    """Ask what names mean before anything is compared."""
    response: HttpResponse = admin.page(
        request,
        "match",
        title=_("What do these names mean?"),
        form=form,
        submit=_("Show what changes"),
        status=422 if form.errors else 200,
        **back,
    )
    return response


def _unknown(program: Program, *, organization: Any) -> dict[str, Match]:
    matches = match_exercises(names=names_to_match(program), organization=organization)
    return {name: match for name, match in matches.items() if match.exercise is None}


def _saved(
    request: HttpRequest, version: ProgramVersion, *, program: Program, answers: Answers
) -> HttpResponse:
    draft = save_as_draft(
        template=version.template,
        program=program,
        seen=SeenForm(request.POST).seen,
        matches=answers,
        by=request.user,
        now=timezone.now(),
    )
    done = _("Draft %(number)d holds what the workbook says: read it, then publish it.")
    messages.success(request, done % {"number": draft.number})
    return redirect(VERSION, draft.pk)


def _upload_page(
    admin: Any, request: HttpRequest, version: ProgramVersion, *, form: WorkbookForm
) -> HttpResponse:
    response: HttpResponse = admin.page(
        request,
        "workbook",
        title=_("Put an edited workbook in"),
        form=form,
        intro=[
            _("You see each difference, cell by cell, before anything is kept."),
            _(
                "What a workbook doesn't hold, such as progression rules, stays as in version "
                "%(number)d."
            )
            % {"number": version.number},
        ],
        download=reverse(DOWNLOAD, args=[version.pk]),
        status=422 if form.errors else 200,
        **_back(version),
    )
    return response


def _changes_page(
    admin: Any,
    request: HttpRequest,
    version: ProgramVersion,
    *,
    program: Program,
    form: WorkbookForm,
    error: str,
) -> HttpResponse:
    newest = version.template.versions.order_by("-number")[0]
    before = program_of(newest)
    seen = {"number": newest.number, "version": newest.version}
    response: HttpResponse = admin.page(
        request,
        "workbook_changes",
        title=_("What the workbook changes"),
        form=SeenForm(initial={"source": form.data["source"], **seen}),
        about=_about(newest),
        answers=answers_in(request),
        parts=changed_parts(before, program),
        phases=[phase for phase in aligned(before, program) if phase.changed],
        was=_("version %(number)d") % seen,
        now=_("the workbook"),
        submit=_("Save as a draft") if newest.is_published else _("Replace the draft"),
        again=reverse(IMPORT, args=[version.pk]),
        error=error,
        status=422 if error else 200,
        **_back(version),
    )
    return response


def _about(newest: ProgramVersion) -> list[str]:
    number = {"number": newest.number, "draft": newest.number + 1}
    if newest.is_published:
        return [_("Version %(number)d stays as it is; saving makes draft %(draft)d.") % number]
    about = [_("Draft %(number)d is there: what it holds now is replaced.") % number]
    if newest.typed_sheets.exists():
        about.append(_("Cells of its grid that couldn't be read are lost with it."))
    return about


def _back(version: ProgramVersion) -> dict[str, str]:
    return {"back": reverse(VERSION, args=[version.pk]), "back_label": str(version)}
