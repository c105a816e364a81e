"""The demo gym before anybody trains: its people with accounts, and its programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from coaching.accounts.actions.add_coach import add_coach
from coaching.accounts.actions.create_user import create_user
from coaching.accounts.models import Membership, Organization, User
from coaching.actions.create_organization import create_organization
from coaching.demo.roster import PUBLISHED_531
from coaching.demo_accounts import DEMO_ACCOUNTS, DemoAccount
from programs.actions.import_program import import_program
from programs.actions.publish_version import publish_version
from programs.engine.checks.acknowledging import Reason
from programs.engine.tables.rows import TABLES_DIR
from programs.models import ProgramVersion

GYM = "Northside Barbell"
ZONE = "Europe/London"
# She trains people and has no part in the tour, so nobody is told a password for her.
THIRD_COACH = DemoAccount("COACH", "yuki@demo.phasewise.example", "demo-barbell-6", "Yuki Tanaka")
OPENED_BEFORE = timedelta(days=30)
AS_WRITTEN = Reason("As its author wrote it.")
SOURCE_531 = TABLES_DIR.parent / "published" / "531-bbb.json"


@dataclass(frozen=True, slots=True)
class Gym:
    """The organization with its coaches (owner first), accounts by address, programs by name."""

    organization: Organization
    coaches: tuple[Membership, ...]
    accounts: Mapping[str, User]
    versions: Mapping[str, ProgramVersion]


def open_gym(*, now: datetime, weeks: int) -> Gym:
    """Make the gym as of before its first week, all or nothing. Needs the catalogue."""
    opened_at = now - timedelta(weeks=weeks) - OPENED_BEFORE
    with transaction.atomic():
        for account in (*DEMO_ACCOUNTS, THIRD_COACH):
            create_user(
                email=account.email, name=account.name, password=account.password, time_zone=ZONE
            )
        owner = User.objects.get(email=_coaches()[0].email)
        organization = create_organization(name=GYM, owner=owner, now=opened_at, time_zone=ZONE)
        for account in _coaches()[1:]:
            user = User.objects.get(email=account.email)
            add_coach(organization=organization, user=user, role=Membership.Role.COACH, by=owner)
        draft = import_program(
            organization=organization,
            source=SOURCE_531.read_text(encoding="utf-8"),
            by=owner,
            now=opened_at,
            name=PUBLISHED_531,
        )
        publish_version(version=draft, by=owner, now=opened_at, reasons=[AS_WRITTEN])
    return find_gym()


def find_gym() -> Gym:
    """Return the gym that is there. 4 queries."""
    accounts = {
        user.email: user
        for user in User.objects.filter(email__in=[one.email for one in DEMO_ACCOUNTS])
    }
    owner = accounts[_coaches()[0].email]
    membership = Membership.objects.select_related("organization").get(user=owner)
    organization = membership.organization
    coaches = Membership.objects.filter(organization=organization).select_related("user")
    versions = ProgramVersion.objects.filter(organization=organization).select_related(
        "template", "organization"
    )
    return Gym(
        organization=organization,
        coaches=tuple(coaches.order_by("pk")),
        accounts=accounts,
        versions={one.template.name: one for one in versions.published()},
    )


def _coaches() -> tuple[DemoAccount, ...]:
    return (*(one for one in DEMO_ACCOUNTS if one.role != "ATHLETE"), THIRD_COACH)
