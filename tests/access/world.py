"""Two organizations with everybody who could want to see an athlete's rows."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser

from athletes.models import Athlete, Engagement
from coaching.accounts.models import Organization, User
from coaching.actions.invite_athlete import invite_athlete
from tests import make


@dataclass(frozen=True, slots=True)
class World:
    """The athlete whose rows are at stake, her organization, and people by what they are."""

    organization: Organization
    athlete: Athlete
    neighbor: Athlete
    people: dict[str, User | AnonymousUser]


def build_world() -> World:
    """Make it: Ana trains with a coach, a neighbor with another; elsewhere is a second gym."""
    owner = make.membership(role="OWNER")
    home = owner.organization
    coach, assistant, former, left, other = (
        make.membership(organization=home, role=role)
        for role in ("COACH", "ASSISTANT", "COACH", "COACH", "COACH")
    )
    head = make.membership(organization=home, role="HEAD_COACH")
    athlete = make.athlete(coach=coach, user=make.user(), email="ana@example.com")
    neighbor = make.athlete(coach=other, user=make.user(), email="ben@example.com")
    for membership in (assistant, former, left):
        Engagement.objects.create(
            organization=home, athlete=athlete, membership=membership, started_at=make.NOW
        )
    Engagement.objects.filter(membership=former).update(ended_at=make.NOW + timedelta(days=1))
    type(left).objects.filter(pk=left.pk).update(is_active=False)
    invited = make.athlete(coach=coach, email="new@example.com")
    invite_athlete(athlete=invited, by=coach.user, now=make.NOW)
    make.plan(athlete=athlete)
    abroad = make.membership(role="OWNER")
    stranger = make.athlete(coach=abroad, user=make.user(), email="ana@example.com")
    people = {
        "owner": owner.user,
        "head coach": head.user,
        "coach": coach.user,
        "assistant": assistant.user,
        "athlete": athlete.user,
        "coach of another athlete": other.user,
        "coach whose engagement ended": former.user,
        "coach who left": left.user,
        "another athlete": neighbor.user,
        "owner elsewhere": abroad.user,
        "athlete elsewhere": stranger.user,
        "operator": make.user(is_staff=True, is_superuser=True),
        "nobody": AnonymousUser(),
    }
    return World(organization=home, athlete=athlete, neighbor=neighbor, people=people)
