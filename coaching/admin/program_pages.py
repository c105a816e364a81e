"""Pages that make programs: import a file, compose one, put a file into a draft."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.accounts.models import Organization
from coaching.admin.access import writable_organizations
from coaching.forms.organization import OrganizationForm
from coaching.forms.program import ImportForm
from coaching.queries.version_preview import preview_phases
from programs.actions.compose_template import compose_template
from programs.actions.import_program import (
    AlreadyImported,
    UnknownExercises,
    import_program,
)
from programs.actions.match_names import Answers
from programs.actions.save_draft import save_draft
from programs.engine.composing.composition import compose
from programs.engine.errors import TrainingError
from programs.forms import ComposeForm, MatchExercisesForm, ProgramFileForm
from programs.models import ProgramVersion

TEMPLATES = "console:programs_programtemplate_changelist"
VERSION = "console:programs_programversion_change"


def import_page(admin: Any, request: HttpRequest) -> HttpResponse:
    """Take a file; say every fault, or ask what unknown names mean, or show the draft."""
    organization, places = chosen_organization(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        return _import(admin, request, organization, places, form=form)
    return _import_form(admin, request, form, places)


def _import(
    admin: Any,
    request: HttpRequest,
    organization: Organization,
    places: OrganizationForm | None,
    *,
    form: ImportForm,
) -> HttpResponse:
    try:
        try:
            version = _imported(request, organization, form=form, answers={})
        except UnknownExercises as error:
            asked = _match_form(request, error, organization, form=form)
            if not asked.is_valid():
                return _match_page(admin, request, asked, organization)
            version = _imported(request, organization, form=form, answers=asked.answers)
    except AlreadyImported as error:
        messages.info(request, str(error))
        return redirect(VERSION, error.version.pk)
    except TrainingError as error:
        form.add_error(getattr(error, "field", None), str(error))
        return _import_form(admin, request, form, places)
    messages.success(request, _("Imported as a draft: read it, then publish it."))
    return redirect(VERSION, version.pk)


def _imported(
    request: HttpRequest,
    organization: Organization,
    *,
    form: ImportForm,
    answers: Answers,
) -> ProgramVersion:
    return import_program(
        organization=organization,
        source=form.text,
        by=request.user,
        now=timezone.now(),
        name=form.cleaned_data["name"] or None,
        matches=answers,
    )


def _match_form(
    request: HttpRequest,
    error: UnknownExercises,
    organization: Organization,
    *,
    form: ImportForm,
) -> MatchExercisesForm:
    # The first time round only the file was sent: ask, with the best suggestion chosen.
    return MatchExercisesForm(
        request.POST if answers_in(request) else None,
        matches=error.matches,
        organization=organization,
        initial={"source": form.text, "name": form.cleaned_data["name"]},
    )


def answers_in(request: HttpRequest) -> dict[str, str]:
    """Return what was said about names; nothing of another file's when a new one came along."""
    if request.FILES:
        return {}
    return {name: said for name, said in request.POST.items() if name.startswith("match-")}


def _match_page(
    admin: Any, request: HttpRequest, form: MatchExercisesForm, organization: Organization
) -> HttpResponse:
    return admin.page(
        request,
        "match",
        title=_("What do these names mean?"),
        form=form,
        organization=organization,
        back=reverse(TEMPLATES),
        back_label=_("Templates"),
        status=422 if form.errors else 200,
    )


def _import_form(
    admin: Any, request: HttpRequest, form: ImportForm, places: OrganizationForm | None
) -> HttpResponse:
    return admin.page(
        request,
        "import",
        title=_("Import a program"),
        form=form,
        places=places,
        answers=answers_in(request),
        back=reverse(TEMPLATES),
        back_label=_("Templates"),
        status=422 if form.errors else 200,
    )


def compose_page(admin: Any, request: HttpRequest) -> HttpResponse:
    """Ask for the choices, show what they make, and keep it when told to."""
    organization, places = chosen_organization(request)
    form = ComposeForm(request.POST or None)
    phases = None
    if form.is_valid():
        if "save" in request.POST:
            version = _composed(request, form, organization)
            if version is not None:
                return redirect(VERSION, version.pk)
        else:
            phases = preview_phases(compose(form.composition))
    return admin.page(
        request,
        "compose",
        title=_("Compose a program"),
        form=form,
        places=places,
        phases=phases,
        back=reverse(TEMPLATES),
        back_label=_("Templates"),
        status=422 if form.errors else 200,
    )


def _composed(
    request: HttpRequest, form: ComposeForm, organization: Organization
) -> ProgramVersion | None:
    keep = partial(
        compose_template,
        organization=organization,
        composition=form.composition,
        by=request.user,
        now=timezone.now(),
    )
    return kept_draft(request, form, keep, done=_("Kept as a draft: read it, then publish it."))


def kept_draft(
    request: HttpRequest, form: Form, keep: Callable[[], ProgramVersion], *, done: str
) -> ProgramVersion | None:
    """Keep a new program and return its draft, or the same one kept before.

    None where the form says beside the name why it can't be kept.
    """
    try:
        version = keep()
    except AlreadyImported as error:
        messages.info(request, str(error))
        return error.version
    except TrainingError as error:
        form.add_error("name", str(error))
        return None
    messages.success(request, done)
    return version


def replace_page(admin: Any, request: HttpRequest, version: ProgramVersion) -> HttpResponse:
    """Put a file into a draft, or say what its unknown names mean."""
    if version.is_published:
        return redirect(VERSION, version.pk)
    form = ProgramFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            save_draft(
                version=version,
                body=form.cleaned_data["file"],
                expected_version=_typed_version(request),
                by=request.user,
            )
        except TrainingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved: the draft is the file now."))
            return redirect(VERSION, version.pk)
    return admin.page(
        request,
        "import",
        title=_("Put a file into %(version)s") % {"version": version},
        form=form,
        places=None,
        row_version=version.version,
        back=reverse(VERSION, args=[version.pk]),
        back_label=str(version),
        status=422 if form.errors else 200,
    )


def _typed_version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else -1


def chosen_organization(request: HttpRequest) -> tuple[Organization, OrganizationForm | None]:
    """Return where the program goes; who works in one organization isn't asked."""
    choices = writable_organizations(request)
    if not choices:
        raise PermissionDenied
    if len(choices) == 1:
        return choices[0], None
    form = OrganizationForm(request.POST or None, organizations=choices)
    return form.chosen, form
