"""A request to every address of the API that changes something, run by `python -m`.

Prints them as JSON, two of each: worlds alike, so that what was done once can be compared.
"""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import django

# One for the request that is sent once, one for that which is sent often.
ALIKE = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", nargs="*", help="such as 'athletes POST'; none: all")
    asked = parser.parse_args().labels
    django.setup()
    made = [make_request(label) for label in asked or labels() for _ in range(ALIKE)]
    json.dump(made, sys.stdout)


def labels() -> list[str]:
    """Return every address and method that changes something, from the table of access."""
    from tests.access.test_api import RULES

    return [f"{name} {method}" for name, method in RULES if method != "GET"]


def make_request(label: str) -> dict[str, Any]:
    """Build a world of its own and return the request that does something in it."""
    from django.utils import timezone

    from coaching.actions.create_token import create_token
    from tests.access.api_rows import build_api_world, path_of
    from tests.access.test_api import RULES

    name, _, method = label.partition(" ")
    api = build_api_world(logged=uuid4())
    if label == "set PUT":
        api.keys["set"]["set_id"] = uuid4()
    PREPARE.get(label, lambda world: None)(api.world)
    rule = RULES[name, method]
    is_coachs = rule.does is None or "coach" in rule.does
    person = api.world.people["coach" if is_coachs else "athlete"]
    if label == "tokens POST" or name.startswith("sync_"):
        # Tokens are made by who is signed in only, and phones are signed in.
        headers = signed_in(person)
    else:
        _, text = create_token(user=person, name="Test", now=timezone.now())
        headers = {"Authorization": f"Bearer {text}"}
    return {
        "label": label,
        "method": method,
        "path": path_of(name, keys=api.keys),
        "body": json.dumps(rule.body(api) if rule.body else {}),
        "headers": headers,
        "athlete": api.world.athlete.pk,
    }


def signed_in(user: Any) -> dict[str, str]:
    from django.middleware.csrf import _get_new_csrf_string
    from django.test import Client

    client, csrf = Client(), _get_new_csrf_string()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    return {"Cookie": f"sessionid={session}; csrftoken={csrf}", "X-CSRFToken": csrf}


def end_plan(world: Any) -> None:
    world.athlete.plans.update(status="ENDED", due_at=None, ended_on="2026-03-03")


def pause_plan(world: Any) -> None:
    from athletes.actions.pause_plan import pause_plan as pause
    from tests import make

    pause(plan=world.athlete.plans.get(), reason="TRAVEL", by=None, now=make.NOW)


def run_phase_today(world: Any) -> None:
    from datetime import UTC, datetime, timedelta

    answer_proposal(world)
    today = datetime.now(UTC).date()
    world.athlete.plans.get().phases.update(
        starts_on=today - timedelta(days=7), ends_on=today + timedelta(days=14)
    )


def answer_proposal(world: Any) -> None:
    from athletes.models import PhaseProposal

    PhaseProposal.objects.filter(athlete=world.athlete).delete()


# What must be so that the request is granted.
PREPARE: dict[str, Callable[[Any], None]] = {
    "athlete_archive POST": end_plan,
    "plans POST": end_plan,
    "plan_end_phase POST": run_phase_today,
    "plan_resume POST": pause_plan,
    "transition_undo POST": answer_proposal,
}

if __name__ == "__main__":
    main()
