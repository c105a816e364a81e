"""The message to a browser that reminds of the day's session, as of when it is sent."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from athletes.models import PushSubscription
from athletes.queries.reminder_day import get_reminder_day

# A newer reminder takes the place of one that still waits.
TOPIC = "today"
LONGEST_BODY = 200


def get_reminder_push(facts: Mapping[str, Any], *, now: datetime) -> dict[str, Any] | None:
    """Return what to post where; None where the browser, the wish or the session is gone.

    A lock screen shows it to whoever looks: the session's name and nothing else. 3 queries.
    """
    found = PushSubscription.objects.select_related("user", "athlete")
    subscription = found.filter(pk=facts["subscription"], user__is_active=True).first()
    if subscription is None or subscription.user_id != subscription.athlete.user_id:
        return None
    on = date.fromisoformat(facts["on"])
    day = get_reminder_day(athlete=subscription.athlete_id, on=on, now=now)
    if day is None:
        return None
    with translation.override(subscription.user.language):
        title = _("Training today")
    names = ", ".join(session.name for session in day.sessions if session.name)
    return {
        "subscription": subscription,
        "said": {"title": title, "body": names[:LONGEST_BODY]},
        "keep_for": day.until - now,
        "topic": TOPIC,
    }
