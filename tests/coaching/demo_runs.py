"""The demo gym made once for all tests of a module."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from athletes.models import Athlete
from coaching.demo.roster import ROSTER
from coaching.demo.seed import seed_demo
from programs.actions.load_catalogue import load_catalogue

NOW = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
TODAY = date(2026, 3, 4)


def made_once(blocker: Any, *, weeks: int, names: set[str] | None = None) -> Iterator[None]:
    """Make the gym with the lifters named, all without names; roll everything back at the end."""
    with blocker.unblock(), transaction.atomic():
        load_catalogue()
        lifters = [one for one in ROSTER if names is None or one.name in names]
        seed_demo(now=NOW, weeks=weeks, roster=lifters)
        yield
        transaction.set_rollback(True)


def athlete(name: str) -> Athlete:
    return Athlete.objects.select_related("equipment").get(name=name)
