"""Leave a session out, with the reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.actions.skip_session import skip_session
from athletes.forms.skip_form import SkipForm
from athletes.models import Athlete, PlannedSession
from athletes.models.reasons import ADDED
from athletes.views.phone_facts import reason_sentences
from athletes.views.places import for_athlete
from athletes.views.session import page_or_404
from programs.engine.errors import TrainingError


@for_athlete
def session_skip(request: HttpRequest, athlete: Athlete, session_id: int) -> HttpResponse:
    page = page_or_404(athlete, session_id)
    form = SkipForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _skip(request, athlete, page.id, form):
        messages.success(request, _("The session is excused. Your coach sees the reason."))
        return redirect("today")
    context = {
        "page": page, "form": form, "sentences": reason_sentences(), "athlete": athlete,
        "tab": "today",
    }  # fmt: skip
    return render(request, "athletes/skip.html", context, status=422 if form.errors else 200)


def _skip(request: HttpRequest, athlete: Athlete, session_id: int, form: SkipForm) -> bool:
    said = form.cleaned_data
    reason = ADDED.join(filter(None, (said["reason"], said["note"])))
    try:
        skip_session(
            planned_session=PlannedSession.objects.select_related("athlete").get(
                athlete=athlete, pk=session_id
            ),
            reason=reason,
            by=request.user,
            now=timezone.now(),
        )
    except TrainingError as error:
        form.add_error(None, str(error))
        return False
    return True
