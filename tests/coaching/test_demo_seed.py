"""The demo gym: made twice alike, taken up again, refused where somebody works."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from athletes.models import Athlete, Job, PlannedGroup, SessionLog, SetLog, WeeklyAdherence
from coaching.accounts.models import Membership, Organization, User
from coaching.demo.gym import GYM
from coaching.demo.roster import ROSTER
from coaching.demo.seed import NotEmpty, is_wanted, seed_demo
from coaching.demo_accounts import DEMO_ACCOUNTS
from programs.actions.load_catalogue import load_catalogue
from tests import make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
FEW = ROSTER[:3]


@pytest.fixture(scope="module", autouse=True)
def _catalogue(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue()
        yield
        transaction.set_rollback(True)


def test_same_instant_twice_makes_the_same_rows() -> None:
    first, second = (digest_of_a_run() for _ in range(2))

    assert first == second


def test_another_instant_makes_other_rows() -> None:
    assert digest_of_a_run(weeks=0) != digest_of_a_run(now=NOW.replace(day=5), weeks=0)


def test_job_tells_what_was_made() -> None:
    said: list[str] = []

    job = seed_demo(now=NOW, weeks=1, roster=FEW, say=said.append)

    assert (job.kind, job.status, job.done, job.total) == ("seed_demo", "DONE", 3, 3)
    assert job.organization is not None
    assert job.organization.name == GYM
    assert said[0] == f"{GYM}: coaches and programs are there, athletes follow"
    assert sorted(line.rpartition(" (")[0] for line in said[1:]) == [one.name for one in FEW]


def test_sign_ins_are_as_told_with_verified_addresses() -> None:
    seed_demo(now=NOW, weeks=0, roster=FEW)

    roles = dict(Membership.objects.values_list("user__email", "role"))
    for account in DEMO_ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert user.check_password(account.password)
        assert user.emailaddress_set.get().verified
        assert Athlete.objects.filter(user=user).exists() == (account.role == "ATHLETE")
    assert roles == {
        "head@demo.phasewise.example": "OWNER",
        "coach@demo.phasewise.example": "COACH",
        "yuki@demo.phasewise.example": "COACH",
    }


def test_interrupted_run_is_taken_up_where_it_stopped() -> None:
    broken = replace(FEW[2], programs=("No such program",))
    with pytest.raises(KeyError):
        seed_demo(now=NOW, weeks=1, roster=[*FEW[:2], broken])
    sets = SetLog.objects.count()
    there = set(Athlete.objects.values_list("name", flat=True))

    is_to_go_on = is_wanted()
    job = seed_demo(now=NOW, weeks=1, roster=FEW)

    assert is_to_go_on
    assert "Chloe Martin" not in there
    assert sets < SetLog.objects.count()
    assert Athlete.objects.count() == 3
    assert Organization.objects.count() == 1
    assert (job.status, Job.objects.count()) == ("DONE", 1)
    assert not is_wanted()


def test_gym_is_not_made_where_somebody_works() -> None:
    make.organization()

    with pytest.raises(NotEmpty, match="data here already"):
        seed_demo(now=NOW, weeks=0, roster=FEW)
    call_command("seed_demo", if_empty=True)

    assert not Job.objects.exists()
    assert not Athlete.objects.exists()


def test_command_is_refused_in_production(settings: Any) -> None:
    settings.IS_PRODUCTION = True

    with pytest.raises(CommandError, match="not in production"):
        call_command("seed_demo")

    assert not Organization.objects.exists()


def digest_of_a_run(*, now: datetime = NOW, weeks: int = 1) -> str:
    """Return a digest of everything but keys and stamps of the machine's clock."""
    point = transaction.savepoint()
    seed_demo(now=now, weeks=weeks, roster=FEW)
    digest = hashlib.sha256(repr(list(rows())).encode()).hexdigest()
    transaction.savepoint_rollback(point)
    return digest


def rows() -> Iterator[tuple[Any, ...]]:
    sets = SetLog.objects.order_by("athlete__name", "performed_at", "position")
    yield from sets.values_list(
        "pk", "athlete__name", "exercise_name", "reps", "load_kg", "rpe", "performed_at",
        "prescribed_reps", "prescribed_kg", "is_accepted",
    )  # fmt: skip
    logs = SessionLog.objects.order_by("athlete__name", "started_at")
    yield from logs.values_list(
        "athlete__name", "started_at", "completed_at", "session_rpe", "note"
    )
    groups = PlannedGroup.objects.order_by("athlete__name", "session__ordinal", "position")
    yield from groups.values_list("exercise_name", "sets", "reps", "load_kg", "sets_credited")
    weeks = WeeklyAdherence.objects.order_by("athlete__name", "week_on")
    yield from weeks.values_list("athlete__name", "week_on", "composite", "status", "exposure")
