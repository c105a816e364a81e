"""The mail that reminds of the day's session, as of when it is sent."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from athletes.models import Reminder
from athletes.queries.mail_address import mail_address
from athletes.queries.sessions_to_do import sessions_to_do
from programs.engine.timeline import local_date


def get_reminder_mail(facts: Mapping[str, Any], *, now: datetime) -> dict[str, str] | None:
    """Return address, subject and text; None once the day is over, or the session begun.

    It names the session and nothing of loads, body or mind. 2 queries.
    """
    on = date.fromisoformat(facts["on"])
    row = Reminder.objects.select_related("athlete__user").filter(athlete=facts["athlete"]).first()
    if row is None or local_date(now, zone=row.athlete.time_zone) != on:
        return None
    sessions = sessions_to_do(athletes=[row.athlete_id], days=[on])
    if not sessions or not mail_address(row.athlete):
        return None
    user = row.athlete.user
    with translation.override(user.language if user else settings.LANGUAGE_CODE):
        return {
            "to": mail_address(row.athlete),
            "subject": _("Today you train"),
            "text": render_to_string(
                "email/reminder.txt",
                {
                    "name": row.athlete.name,
                    "sessions": sessions,
                    "today": settings.PUBLIC_URL + reverse("today"),
                    "settings": settings.PUBLIC_URL + reverse("reminders"),
                },
            ),
        }
