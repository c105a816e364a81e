"""Reminders in a browser: subscribe it, or remove it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from athletes.actions.subscribe_push import forget_push, subscribe_push
from athletes.models import Athlete, PushSubscription
from athletes.views.places import for_athlete
from programs.engine.errors import TrainingError

FIELDS = ("endpoint", "p256dh", "auth", "device")


@require_POST
@for_athlete
def push_subscribe(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    if not settings.VAPID_PRIVATE_KEY:
        raise Http404
    said = {name: request.POST.get(name, "").replace("\0", "") for name in FIELDS}
    try:
        subscribe_push(athlete=athlete, user=request.user, now=timezone.now(), **said)
    except TrainingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("This device reminds you on days with a session."))
    return redirect("reminders")


@require_POST
@for_athlete
def push_remove(request: HttpRequest, athlete: Athlete, device_id: int) -> HttpResponse:
    own = PushSubscription.objects.belonging_to(request.user).filter(athlete=athlete)
    device = get_object_or_404(own, pk=device_id)
    forget_push(user=request.user, endpoint=device.endpoint)
    messages.success(request, _("That device reminds you no more."))
    return redirect("reminders")
