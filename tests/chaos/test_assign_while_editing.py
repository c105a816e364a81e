"""D1: an assignment equals exactly one published version while an editor commits on and on."""

import threading
from typing import Any

import pytest

from athletes.actions.assign_program import assign_program
from athletes.models import Athlete, Plan, PlannedGroup
from coaching.accounts.models import Membership
from programs.actions.publish_version import publish_version
from programs.actions.save_draft import save_draft
from programs.actions.start_draft import start_draft
from programs.engine.checks.acknowledging import acknowledged_to_json, errors_among
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.findings import get_findings
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.chaos.threads import at_once
from tests.programs.importing import AS_WRITTEN

MOST_SETS = 9
Mark = tuple[int, str]


def mark(number: int) -> Mark:
    """Return sets and reps that every group of this version has, and of no other of 270."""
    return 1 + number % MOST_SETS, str(1 + number // MOST_SETS % 30)


def body(number: int) -> dict[str, Any]:
    sets, reps = mark(number)
    mesocycles = by_hand.cycles("hypertrophy", "strength")
    for mesocycle in mesocycles:
        for week in mesocycle["weeks"]:
            for day in week["days"]:
                slots = [
                    {**slot, "groups": [{"sets": sets, "reps": reps}]} for slot in day["slots"]
                ]
                day["slots"] = slots
    return {"format": "program/1", "name": "Edited", "mesocycles": mesocycles}


def edit(template: ProgramTemplate, *, by: Any, number: int) -> None:
    draft = start_draft(template=template, by=by, now=make.NOW)
    draft = save_draft(version=draft, body=body(number), expected_version=draft.version, by=by)
    # As if it had come in so: the sets and reps that tell the versions apart break every rule.
    draft.acknowledged = acknowledged_to_json(errors_among(get_findings(draft)))
    draft.save(update_fields=["acknowledged"])
    publish_version(version=draft, by=by, now=make.NOW, reasons=[AS_WRITTEN])


def marks(plan: Plan) -> set[Mark]:
    groups = PlannedGroup.objects.filter(session__plan=plan)
    return set(groups.values_list("sets", "reps"))


def newest(template: ProgramTemplate) -> ProgramVersion:
    versions = ProgramVersion.objects.filter(template=template, status="PUBLISHED")
    return versions.select_related("template").order_by("-number")[0]


@pytest.fixture
def coach() -> Membership:
    make.exercise(name="Squat")
    return make.membership()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [50, pytest.param(1000, marks=pytest.mark.chaos)])
def test_assignments_while_an_editor_publishes_are_never_torn(
    count: int, coach: Membership
) -> None:
    first = by_hand.version(organization=coach.organization, mesocycles=body(0)["mesocycles"])
    template = first.template
    athletes = [make.athlete(coach=coach) for _ in range(count)]
    is_over = threading.Event()
    published = [0]

    def edit_on() -> None:
        while not is_over.is_set():
            published[0] += 1
            edit(template, by=coach.user, number=published[0])

    def assign(rows: list[Athlete]) -> None:
        for athlete in rows:
            assign_program(
                version=newest(template),
                athletes=[athlete],
                starts_on=make.MONDAY,
                by=coach.user,
                now=make.NOW,
            )

    def assign_all() -> None:
        try:
            at_once([lambda: assign(athletes[0::2]), lambda: assign(athletes[1::2])])
        finally:
            is_over.set()

    at_once([edit_on, assign_all])

    plans = list(Plan.objects.select_related("program_version"))
    torn = [
        plan for plan in plans if marks(plan) != {mark(plan.program_version.number - first.number)}
    ]
    used = {plan.program_version.number for plan in plans}
    print(f"{count} assignments of {len(used)} versions while {published[0]} were published")
    assert torn == []
    assert len(plans) == count
    assert len(used) > 5
