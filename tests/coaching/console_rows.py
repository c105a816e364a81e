"""Rows in every list of the console, and the pages that show them."""

from django.test import Client

from athletes.models import Absence, Athlete, CheckIn, PlannedSession, WeeklyAdherence
from coaching.accounts.models import Membership, User
from coaching.actions.invite_athlete import invite_athlete
from tests import make

LISTS = (
    "athletes_athlete",
    "athletes_plan",
    "athletes_plannedsession",
    "athletes_weeklyadherence",
    "athletes_absence",
    "athletes_checkin",
    "coaching_invitation",
    "programs_programtemplate",
    "programs_programversion",
    "programs_exercise",
)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def trained(coach: Membership, **fields: str) -> Athlete:
    """Return an athlete with a row in every list of the console."""
    athlete = make.athlete(coach=coach, email=f"{fields['name'].lower()}@example.com", **fields)
    plan = make.plan(athlete=athlete)
    WeeklyAdherence.objects.create(
        organization=coach.organization,
        athlete=athlete,
        plan=plan,
        week_on=make.MONDAY,
        status="on_track",
        computed_at=make.NOW,
        is_interrupted=False,
        **dict.fromkeys(make.FIGURE_COUNTS, 1),
    )
    Absence.objects.create(
        organization=coach.organization,
        athlete=athlete,
        from_on=make.MONDAY,
        to_on=make.MONDAY,
        reason="TRAVEL",
        note=f"{fields['name']} travels",
    )
    CheckIn.objects.create(
        organization=coach.organization, athlete=athlete, on=make.MONDAY, has_pain=True
    )
    invite_athlete(athlete=athlete, by=coach.user, now=make.NOW)
    return athlete


def row_pages(athlete: Athlete) -> dict[str, int]:
    """Return the pages of single rows with the key each takes."""
    plan = athlete.plans.get()
    session = PlannedSession.objects.filter(plan=plan).order_by("ordinal").first()
    version = plan.program_version
    return {
        "console:athletes_athlete_change": athlete.pk,
        "console:athletes_athlete_edit": athlete.pk,
        "console:athletes_athlete_history": athlete.pk,
        "console:athletes_plan_change": plan.pk,
        "console:athletes_plannedsession_change": session.pk,
        "console:athletes_weeklyadherence_change": WeeklyAdherence.objects.get(athlete=athlete).pk,
        "console:athletes_absence_change": Absence.objects.get(athlete=athlete).pk,
        "console:athletes_absence_delete": Absence.objects.get(athlete=athlete).pk,
        "console:athletes_checkin_change": CheckIn.objects.get(athlete=athlete).pk,
        "console:coaching_invitation_change": athlete.invitations.get().pk,
        "console:programs_programtemplate_change": version.template_id,
        "console:programs_programversion_change": version.pk,
    }
