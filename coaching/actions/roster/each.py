"""One athlete's part of what a coach does with many."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from athletes.actions.pause_plan import PlanNotRunning, pause_plan
from athletes.actions.write_comment import About, write_comment
from athletes.models import Athlete, Job, Plan
from coaching.accounts.models import Membership
from coaching.actions.invite_athlete import invite_athlete
from coaching.actions.roster.hand_over import CoachCannotTakeOver, hand_over
from coaching.actions.roster.tag_athlete import tag_athlete, untag_athlete
from programs.engine.errors import TrainingError

Done = Mapping[str, str]


class NotYoursAnyMore(TrainingError):
    """The owner of the job lost the athlete since it began."""

    def __init__(self) -> None:
        super().__init__(_("You may no longer change this athlete: nothing was done."))


class FollowsNothing(TrainingError):
    """There is no phase to write on."""

    def __init__(self) -> None:
        super().__init__(_("Follows no plan, so there is nothing to write a comment on."))


def pause_each(*, job: Job, item: Mapping[str, Any], now: datetime) -> Done:
    athlete = _athlete(job, item)
    plan = Plan.objects.filter(athlete=athlete, status=Plan.Status.ACTIVE).first()
    if plan is None:
        raise PlanNotRunning
    said = job.arguments
    pause_plan(plan=plan, reason=said["reason"], note=said["note"], by=job.owner, now=now)
    return _told(athlete, _("Paused."))


def comment_each(*, job: Job, item: Mapping[str, Any], now: datetime) -> Done:
    athlete = _athlete(job, item)
    plan = Plan.objects.running().filter(athlete=athlete).first()
    phase = plan.phases.filter(seq=plan.phase_seq).first() if plan else None
    if phase is None:
        raise FollowsNothing
    write_comment(
        athlete=athlete,
        about=About.PHASE,
        about_id=phase.pk,
        text=job.arguments["text"],
        by=job.owner,
        now=now,
    )
    return _told(athlete, _("Written on %(phase)s.") % {"phase": phase.name})


def invite_each(*, job: Job, item: Mapping[str, Any], now: datetime) -> Done:
    athlete = _athlete(job, item)
    if job.owner is None:
        raise NotYoursAnyMore
    sent = invite_athlete(athlete=athlete, by=job.owner, now=now)
    return _told(athlete, _("Invitation sent to %(to)s.") % {"to": sent.email})


def hand_over_each(*, job: Job, item: Mapping[str, Any], now: datetime) -> Done:
    athlete = _athlete(job, item)
    places = Membership.objects.filter(organization=job.organization_id, pk=job.arguments["to"])
    to = places.select_related("user", "organization").first()
    if to is None:
        raise CoachCannotTakeOver
    hand_over(athlete=athlete, to=to, by=job.owner, now=now, occasion=str(job.pk))
    return _told(athlete, _("Now with %(coach)s.") % {"coach": to.user.name})


def tag_each(*, job: Job, item: Mapping[str, Any], now: datetime) -> Done:
    athlete, said = _athlete(job, item), job.arguments
    if said["takes_off"]:
        untag_athlete(athlete=athlete, name=said["name"])
        return _told(athlete, _("Tag taken off."))
    tag_athlete(athlete=athlete, name=said["name"], color=said["color"])
    return _told(athlete, _("Tagged."))


ROSTER: Mapping[str, Callable[..., Done]] = {
    "pause": pause_each,
    "comment": comment_each,
    "invite": invite_each,
    "hand_over": hand_over_each,
    "tag": tag_each,
}


def _athlete(job: Job, item: Mapping[str, Any]) -> Athlete:
    rows = Athlete.objects.editable_by(job.owner).filter(organization=job.organization_id)
    athlete = rows.filter(pk=item["athlete"]).first()
    if athlete is None:
        raise NotYoursAnyMore
    return athlete


def _told(athlete: Athlete, words: str) -> Done:
    url = reverse("console:athletes_athlete_change", args=[athlete.pk])
    return {"words": words, "url": url}
