"""What a coach does with the athletes chosen on the roster: say it once, then it is a job."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from athletes.models import Athlete, Job
from coaching.accounts.models import Membership
from coaching.actions.jobs.start_job import start_job
from coaching.forms.bulk import BulkForm, CommentManyForm, HandOverForm, PauseManyForm, TagManyForm
from programs.scoping import WRITING

ROSTER = "console:athletes_athlete_changelist"
MOST = 1000


@dataclass(frozen=True, slots=True)
class Way:
    """One thing to do with many: its form, its title and the words on its button."""

    form: type[BulkForm]
    title: str | Promise
    submit: str | Promise


WAYS: Mapping[str, Way] = {
    "pause": Way(PauseManyForm, gettext_lazy("Pause plans"), gettext_lazy("Pause them")),
    "comment": Way(CommentManyForm, gettext_lazy("Comment to many"), gettext_lazy("Send")),
    "tag": Way(TagManyForm, gettext_lazy("Tag athletes"), gettext_lazy("Tag them")),
    "hand_over": Way(
        HandOverForm, gettext_lazy("Hand over to another coach"), gettext_lazy("Hand over")
    ),
}


def bulk_page(admin: Any, request: HttpRequest, what: str) -> HttpResponse:
    """Ask what there is to say, then begin; up to ten athletes are done at once."""
    way, athletes = WAYS.get(what), _athletes(request)
    if way is None:
        raise Http404
    if len({athlete.organization_id for athlete in athletes}) != 1:
        messages.error(request, _("Choose athletes of one organization, then try again."))
        return redirect(ROSTER)
    make = way.form
    if make is HandOverForm:
        make = partial(HandOverForm, coaches=_coaches(athletes[0].organization_id))
    form = make(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return begin(request, what, athletes=athletes, arguments=form.arguments)
    return admin.page(
        request,
        "bulk",
        title=way.title,
        form=form,
        submit=way.submit,
        athletes=athletes,
        key=uuid.uuid4(),
        back=reverse(ROSTER),
        back_label=_("Athletes"),
        status=422 if form.errors else 200,
    )


def begin(
    request: HttpRequest, kind: str, *, athletes: Sequence[Athlete], arguments: Mapping[str, Any]
) -> HttpResponse:
    """Start the job and lead to it, or back to the roster when all of it is done already."""
    job = start_job(
        kind=kind,
        organization=athletes[0].organization,
        owner=request.user,
        items=[{"athlete": one.pk, "label": one.name} for one in athletes],
        arguments=arguments,
        now=timezone.now(),
        key=_key(request),
        at_once=True,
    )
    refused = [one for one in job.result or () if not one["is_done"]]
    if job.status != Job.Status.DONE or refused:
        return redirect("console:job", job.pk)
    done = ngettext("Done for %(count)d athlete.", "Done for %(count)d athletes.", job.total)
    messages.success(request, done % {"count": job.total})
    return redirect(ROSTER)


def bulk_address(what: str, keys: Sequence[int]) -> str:
    """Return the address that asks what there is to say."""
    chosen = ",".join(str(key) for key in sorted(keys)[:MOST])
    return f"{reverse('console:athletes_athlete_bulk', args=[what])}?athletes={chosen}"


def _athletes(request: HttpRequest) -> list[Athlete]:
    typed = request.GET.get("athletes", "").split(",")[:MOST]
    keys = {int(one) for one in typed if one.isdecimal() and len(one) < 19}
    rows = Athlete.objects.editable_by(request.user).filter(pk__in=keys)
    found = list(rows.select_related("organization").order_by("name", "pk"))
    if len(found) != len(keys):
        # As if it weren't there, or it is not to be changed: one answer for both.
        visible = Athlete.objects.coached_by(request.user).filter(pk__in=keys).count()
        raise PermissionDenied if visible == len(keys) else Http404
    return found


def _coaches(organization: int) -> Any:
    rows = Membership.objects.filter(organization=organization, is_active=True, role__in=WRITING)
    return rows.select_related("user").order_by("user__name", "pk")


def _key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None
