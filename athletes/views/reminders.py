"""Reminders of the day's session: when, by mail, and in which browsers."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.actions.post_push import public_key
from athletes.actions.set_reminder import ReminderInQuietHours, set_reminder, stop_reminders
from athletes.forms.reminder_form import ReminderForm
from athletes.models import Athlete, Reminder
from athletes.queries.push_devices import get_push_devices
from athletes.views.places import for_athlete


@for_athlete
def reminders(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    row = Reminder.objects.filter(athlete=athlete).first()
    devices = get_push_devices(athlete=athlete, user=request.user)
    initial = model_to_dict(row) if row else None
    form = ReminderForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and _is_kept(athlete, form, has_devices=bool(devices)):
        is_on = form.cleaned_data["by_mail"] or devices
        messages.success(request, _("Saved.") if is_on else _("You get no reminders."))
        return redirect("reminders")
    context = {
        "form": form,
        "title": _("Reminders"),
        "athlete": athlete,
        "tab": "settings",
        "push_key": public_key(),
        "devices": devices,
    }
    status = 422 if form.errors else 200
    return render(request, "athletes/reminders.html", context, status=status)


def _is_kept(athlete: Athlete, form: ReminderForm, *, has_devices: bool) -> bool:
    said = form.cleaned_data
    if not (said["by_mail"] or has_devices):
        stop_reminders(athlete=athlete)
        return True
    try:
        set_reminder(athlete=athlete, now=timezone.now(), **said)
    except ReminderInQuietHours as error:
        form.add_error("at", str(error))
        return False
    return True
