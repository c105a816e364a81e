"""The mail that reminds of the day's session, as of when it is sent."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from athletes.queries.mail_address import mail_address
from athletes.queries.reminder_day import get_reminder_day


def get_reminder_mail(facts: Mapping[str, Any], *, now: datetime) -> dict[str, str] | None:
    """Return address, subject and text; None where nothing is to be done, or no mail wanted.

    It names the session and nothing of loads, body or mind. 2 queries.
    """
    on = date.fromisoformat(facts["on"])
    day = get_reminder_day(athlete=facts["athlete"], on=on, now=now)
    if day is None or not day.reminder.by_mail or not mail_address(day.reminder.athlete):
        return None
    athlete = day.reminder.athlete
    user = athlete.user
    with translation.override(user.language if user else settings.LANGUAGE_CODE):
        return {
            "to": mail_address(athlete),
            "subject": _("Today you train"),
            "text": render_to_string(
                "email/reminder.txt",
                {
                    "name": athlete.name,
                    "sessions": day.sessions,
                    "today": settings.PUBLIC_URL + reverse("today"),
                    "settings": settings.PUBLIC_URL + reverse("reminders"),
                },
            ),
        }
