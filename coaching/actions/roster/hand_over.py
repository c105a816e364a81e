"""Give an athlete to another coach of the organization."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pghistory
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from athletes.actions.queue_mail import queue_mail
from athletes.models import Athlete, Engagement
from coaching.accounts.models import Membership
from programs.engine.errors import TrainingError
from programs.scoping import WRITING


class CoachCannotTakeOver(TrainingError):
    """Assistants, people who left and other organizations' coaches can't have athletes."""

    def __init__(self) -> None:
        super().__init__(_("Choose a coach who works here and may change plans."))


class AlreadyTheirs(TrainingError):
    """The coach looks after the athlete alone as it is."""

    def __init__(self, *, athlete: str, coach: str) -> None:
        super().__init__(
            _("%(coach)s looks after %(athlete)s already.") % {"coach": coach, "athlete": athlete}
        )


def hand_over(
    *, athlete: Athlete, to: Membership, by: Any, now: datetime, occasion: str
) -> Engagement:
    """End the coaches' engagements and begin the other's, in one; assistants stay.

    Both sides are told by mail, each once an ``occasion``, however many athletes change. Raises
    CoachCannotTakeOver, AlreadyTheirs.
    """
    is_here = to.organization_id == athlete.organization_id and to.is_active
    if not (is_here and to.role in WRITING):
        raise CoachCannotTakeOver
    with transaction.atomic(), pghistory.context(user=by.pk, action="hand_over"):
        Athlete.objects.select_for_update(no_key=True).get(pk=athlete.pk)
        standing = list(
            Engagement.objects.filter(
                athlete=athlete, ended_at=None, membership__role__in=WRITING
            ).select_related("membership__user")
        )
        begun = next((one for one in standing if one.membership_id == to.pk), None)
        over = [one for one in standing if one is not begun]
        if begun and not over:
            raise AlreadyTheirs(athlete=athlete.name, coach=str(to.user))
        Engagement.objects.filter(pk__in=[one.pk for one in over]).update(ended_at=now)
        begun = begun or Engagement.objects.create(
            organization_id=athlete.organization_id, athlete=athlete, membership=to, started_at=now
        )
        _tell([to, *(one.membership for one in over)], to=to, by=by, now=now, occasion=occasion)
    return begun


def _tell(
    places: Iterable[Membership], *, to: Membership, by: Any, now: datetime, occasion: str
) -> None:
    address = settings.PUBLIC_URL + reverse("console:athletes_athlete_changelist")
    for place in places:
        if place.user_id == by.pk:
            continue
        with override(place.user.language):
            subject = _("Athletes handed over to %(coach)s") % {"coach": to.user.name}
            values = {"place": place, "to": to, "by": by, "address": address}
            text = render_to_string("email/hand_over.txt", values)
        queue_mail(
            key=f"hand-over:{occasion}:{place.pk}",
            to=place.user.email,
            subject=subject,
            text=text,
            organization=place.organization,
            now=now,
        )
