"""The day's check-in, and circumferences over time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.actions.check_in import Condition, FeelingOutOfRange, check_in
from athletes.actions.finish_sessions import BodyWeightImplausible, ReadinessOutOfRange
from athletes.actions.measure import MeasurementImplausible, measure
from athletes.forms.body_forms import (
    CheckInForm,
    MeasurementsForm,
    check_in_initial,
    in_cm,
    measurements_initial,
)
from athletes.models import Athlete, CheckIn
from athletes.queries.lengths import Lengths
from athletes.queries.loads import Loads
from athletes.queries.measurements import SiteTrend, get_site_trends
from athletes.views.chart import Chart, Reading, line_chart
from athletes.views.phone_facts import body_sentences
from athletes.views.places import for_athlete
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date


@for_athlete
def day_check_in(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    on, loads = local_date(timezone.now(), zone=athlete.time_zone), Loads.of(athlete)
    form = CheckInForm(
        request.POST if request.method == "POST" else None,
        initial=check_in_initial(
            CheckIn.objects.filter(athlete=athlete, on=on).first(), loads=loads
        ),
        loads=loads,
    )
    if form.is_valid() and _is_checked_in(athlete, form, loads=loads):
        messages.success(request, _("Checked in."))
        return redirect("today")
    context = {
        "form": form, "on": on, "sentences": body_sentences(loads), "athlete": athlete,
        "places": request.places, "tab": "today",
    }  # fmt: skip
    return render(request, "athletes/check_in.html", context, status=422 if form.errors else 200)


@for_athlete
def measurements(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    on, lengths = local_date(timezone.now(), zone=athlete.time_zone), Lengths.of(athlete)
    trends = get_site_trends(athlete=athlete)
    form = MeasurementsForm(
        request.POST if request.method == "POST" else None,
        initial=measurements_initial(trends, on=on),
        unit=lengths.unit,
    )
    if form.is_valid() and _is_measured(athlete, form, lengths=lengths):
        messages.success(request, _("Saved."))
        return redirect("measurements")
    context = {
        "form": form,
        "trends": [(trend, _chart(trend)) for trend in trends],
        "unit": lengths.unit,
        "on": on,
        "athlete": athlete,
        "places": request.places,
        "tab": "progress",
    }
    status = 422 if form.errors else 200
    return render(request, "athletes/measurements.html", context, status=status)


def _is_checked_in(athlete: Athlete, form: CheckInForm, *, loads: Loads) -> bool:
    said = form.cleaned_data
    weight = said["body_weight"]
    condition = Condition(
        sleep=said["sleep"],
        soreness=said["soreness"],
        readiness=said["readiness"],
        body_weight_kg=None if weight is None else loads.in_kg(weight),
        note=said["note"],
    )
    try:
        check_in(athlete=athlete, condition=condition, now=timezone.now())
    except TrainingError as error:
        form.add_error(_field_of(error), str(error))
        return False
    return True


def _field_of(error: TrainingError) -> str | None:
    if isinstance(error, FeelingOutOfRange):
        return error.field
    return {BodyWeightImplausible: "body_weight", ReadinessOutOfRange: "readiness"}.get(type(error))


def _is_measured(athlete: Athlete, form: MeasurementsForm, *, lengths: Lengths) -> bool:
    around_cm = in_cm(form.cleaned_data, lengths=lengths)
    try:
        measure(athlete=athlete, around_cm=around_cm, now=timezone.now())
    except MeasurementImplausible as error:
        form.add_error(error.site, str(error))
        return False
    return True


def _chart(trend: SiteTrend) -> Chart | None:
    return line_chart(
        [
            Reading(on=one.on, value=one.around, low=one.around, high=one.around)
            for one in reversed(trend.readings)
        ]
    )
