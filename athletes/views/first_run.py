"""The one page that a new athlete answers before training, or puts off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from athletes.actions.answer_first_run import answer_first_run
from athletes.actions.end_first_run import end_first_run
from athletes.actions.name_maxes import MaxImplausible
from athletes.forms.first_run_form import PREFIX, FirstRunForm
from athletes.models import Athlete
from athletes.queries.asked_maxes import asked_maxes
from athletes.views.places import for_athlete


@for_athlete
def first_run(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    if request.method == "POST" and "later" in request.POST:
        end_first_run(athlete=athlete)
        return redirect("today")
    posted = request.POST if request.method == "POST" else None
    form = FirstRunForm(posted, athlete=athlete, asked=asked_maxes(athlete=athlete))
    if form.is_valid() and _is_kept(request, athlete, form):
        messages.success(request, _("All set. You can change any of it in the settings."))
        return redirect("today")
    context = {"form": form, "athlete": athlete, "places": request.places, "tab": "today"}
    return render(request, "athletes/first_run.html", context, status=422 if form.errors else 200)


def _is_kept(request: HttpRequest, athlete: Athlete, form: FirstRunForm) -> bool:
    said = form.cleaned_data
    try:
        answer_first_run(
            athlete=athlete,
            units=said["units"],
            time_zone=said["time_zone"],
            preset=said["preset"],
            maxes=form.maxes_kg(),
            language=said["language"],
            by=request.user,
            now=timezone.now(),
        )
    except MaxImplausible as error:
        form.add_error(f"{PREFIX}{error.exercise_id}", str(error))
        return False
    # What is said of it next is in the language chosen.
    translation.activate(said["language"] or translation.get_language())
    return True
