"""A template's versions: their list, two of them compared, an old one as draft again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.admin.access import may_write
from coaching.queries.template_versions import get_versions
from coaching.views.builder.drafts import whole_number
from programs.actions.start_draft import DraftIsThere, restore_version
from programs.engine.errors import TrainingError
from programs.engine.versions.aligned import aligned
from programs.engine.versions.grouped import changed_parts
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.program_of import program_of

TEMPLATE = "console:programs_programtemplate_change"
COMPARE = "console:programs_programtemplate_compare"
VERSION = "console:programs_programversion_change"


def template_page(admin: Any, request: HttpRequest, template: ProgramTemplate) -> HttpResponse:
    """List the versions, newest first, with who follows which."""
    lines = get_versions(template=template, user=request.user)
    numbers = [line.version.number for line in lines]
    return admin.page(
        request,
        "template",
        title=template.name,
        template_row=template,
        lines=lines,
        numbers=numbers,
        older=numbers[1:2],
        newer=numbers[:1],
        may_write=may_write(request, template),
        back=reverse("console:programs_programtemplate_changelist"),
        back_label=_("Templates"),
    )


def compare_page(admin: Any, request: HttpRequest, template: ProgramTemplate) -> HttpResponse:
    """Show what turns one version into another, in words and in cells."""
    versions = {one.number: one for one in template.versions.all()}
    old = versions.get(whole_number(request.GET, "from"))
    new = versions.get(whole_number(request.GET, "to"))
    if old is None or new is None:
        raise Http404(_("There is no such version of this template."))
    before, after = program_of(old), program_of(new)
    return admin.page(
        request,
        "compare",
        title=_("Version %(old)d beside %(new)d") % {"old": old.number, "new": new.number},
        template_row=template,
        numbers=sorted(versions, reverse=True),
        old=old,
        new=new,
        parts=changed_parts(before, after),
        phases=[phase for phase in aligned(before, after) if phase.changed],
        may_write=may_write(request, template) and not template.is_archived,
        back=reverse(TEMPLATE, args=[template.pk]),
        back_label=template.name,
    )


def restore(request: HttpRequest, version: ProgramVersion) -> HttpResponse:
    """Make a draft of an older version; one that is there is lost only if its diff was seen."""
    seen = whole_number(request.POST, "instead_of")
    try:
        draft = restore_version(
            version=version,
            by=request.user,
            now=timezone.now(),
            instead_of=None if seen < 0 else seen,
        )
    except DraftIsThere as error:
        messages.warning(request, str(error))
        page = reverse(COMPARE, args=[version.template_id])
        return redirect(f"{page}?from={error.draft.number}&to={version.number}")
    except TrainingError as error:
        messages.error(request, str(error))
        return redirect(TEMPLATE, version.template_id)
    done = _("Draft %(draft)d holds what version %(number)d held.")
    messages.success(request, done % {"draft": draft.number, "number": version.number})
    return redirect(VERSION, draft.pk)
