"""What a coach does on a plan's page: pause, answer proposals, set numbers."""

from decimal import Decimal

import pytest
from django.urls import reverse

from athletes.models import (
    Absence,
    AnchorValue,
    PhaseProposal,
    Plan,
    PlannedSession,
    SessionLog,
)
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return make.membership()


def test_pause_then_resume_then_end(coach):
    athlete = make.athlete(coach=coach)
    plan = make.plan(athlete=athlete)
    client = client_of(coach.user)

    seen = []
    for name in ("pause", "resume", "end"):
        client.post(reverse(f"console:athletes_plan_{name}", args=[plan.pk]), {"reason": "TRAVEL"})
        seen.append(Plan.objects.get(pk=plan.pk).status)

    assert seen == ["PAUSED", "ACTIVE", "ENDED"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": "HOLIDAYS", "note": "Two weeks at sea"}, "reason"),
        ({"reason": "TRAVEL", "note": "x" * 501}, "note"),
        ({"reason": "TRAVEL", "note": "at\x00sea"}, "note"),
    ],
)
def test_pause_with_a_fault_is_refused_beside_its_field_and_kept(coach, typed, field):
    plan = make.plan(athlete=make.athlete(coach=coach))

    response = client_of(coach.user).post(
        reverse("console:athletes_plan_pause", args=[plan.pk]), typed
    )

    form = response.context["pause_form"]
    plan.refresh_from_db()
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert {name: form[name].value() for name in typed} == typed
    assert (plan.status, Absence.objects.count()) == ("ACTIVE", 0)


def test_pause_over_an_absence_is_refused_and_the_note_kept(coach):
    plan = make.plan(athlete=make.athlete(coach=coach))
    Absence.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        from_on=make.MONDAY,
        reason="TRAVEL",
    )

    response = client_of(coach.user).post(
        reverse("console:athletes_plan_pause", args=[plan.pk]),
        {"reason": "TRAVEL", "note": "Two weeks at sea"},
    )

    form = response.context["pause_form"]
    plan.refresh_from_db()
    assert form.non_field_errors() == [
        "An absence already covers these days: end or change it before you pause the plan."
    ]
    assert form["note"].value() == "Two weeks at sea"
    assert plan.status == "ACTIVE"


def test_pause_twice_is_told(coach):
    plan = make.plan(athlete=make.athlete(coach=coach))
    client = client_of(coach.user)
    address = reverse("console:athletes_plan_pause", args=[plan.pk])

    client.post(address, {"reason": "TRAVEL", "note": "Two weeks at sea"})
    again = client.post(address, {"reason": "TRAVEL"}, follow=True)

    assert "isn't active" in str(list(again.context["messages"])[-1])
    assert Absence.objects.get().note == "Two weeks at sea"


def proposed(plan: Plan) -> PhaseProposal:
    return PhaseProposal.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        phase=plan.phases.get(),
        decision="REPEAT",
        reason="dose_low",
        words="Too little was done.",
        evidence={},
        due_at=make.NOW,
        proposed_at=make.NOW,
    )


# What was proposed is accepted, not done instead.
@pytest.mark.parametrize("instead", ["JUMP", "REPEAT", ""])
def test_decline_with_an_unknown_answer_decides_nothing(coach, instead):
    plan = make.plan(athlete=make.athlete(coach=coach))
    proposal = proposed(plan)

    response = client_of(coach.user).post(
        reverse("console:athletes_plan_decline", args=[plan.pk]),
        {"proposal": proposal.pk, "instead": instead},
    )

    proposal.refresh_from_db()
    assert (response.status_code, proposal.status) == (422, "WAITING")
    assert list(response.context["instead_form"].errors) == ["instead"]
    assert plan.phases.count() == 1


def test_decline_does_what_was_chosen_instead(coach):
    plan = make.plan(athlete=make.athlete(coach=coach))
    proposal = proposed(plan)
    client = client_of(coach.user)
    address = reverse("console:athletes_plan_decline", args=[plan.pk])

    client.post(address, {"proposal": proposal.pk, "instead": "EXTEND_1W"})
    again = client.post(address, {"proposal": proposal.pk, "instead": "JUMP"}, follow=True)

    proposal.refresh_from_db()
    assert (proposal.status, plan.phases.get().extra_weeks) == ("DECLINED", 1)
    assert str(list(again.context["messages"])[-1]).startswith("This was decided already")


def test_number_without_a_reason_is_refused_and_kept_on_the_page(coach):
    athlete = make.athlete(coach=coach)
    plan = make.plan(
        athlete=athlete, version=make.version(organization=coach.organization, program="531-bbb")
    )
    page = reverse("console:athletes_plan_change", args=[plan.pk])
    client = client_of(coach.user)
    name = client.get(page).context["page"].numbers[0].name
    before = AnchorValue.objects.count()

    response = client.post(
        reverse("console:athletes_plan_number", args=[plan.pk]), {"name": name, "value": "140"}
    )

    form = response.context["number_form"]
    assert list(form.errors) == ["reason"]
    assert form["value"].value() == "140"
    assert AnchorValue.objects.count() == before


def test_number_shown_is_the_one_in_force_not_the_one_that_returns_after_a_break(coach):
    plan = make.plan(
        athlete=make.athlete(coach=coach),
        version=make.version(organization=coach.organization, program="531-bbb"),
    )
    page = reverse("console:athletes_plan_change", args=[plan.pk])
    client = client_of(coach.user)
    name = client.get(page).context["page"].numbers[0].name
    for value, ordinal in ((90, 2), (100, 5)):
        AnchorValue.objects.create(
            organization=plan.organization,
            athlete=plan.athlete,
            plan=plan,
            name=name,
            value=value,
            source="BOUNDARY",
            reason=f"From session {ordinal}",
            effective_ordinal=ordinal,
            set_at=make.NOW,
        )

    def shown_after(*ordinals: int) -> Decimal | None:
        for session in PlannedSession.objects.filter(plan=plan, ordinal__in=ordinals):
            SessionLog.objects.create(
                organization=plan.organization,
                athlete=plan.athlete,
                planned_session=session,
                started_at=make.NOW,
                on=make.MONDAY,
            )
        (number,) = (n for n in client.get(page).context["page"].numbers if n.name == name)
        return number.value

    assert shown_after() is None
    assert shown_after(1) == 90
    assert shown_after(2, 3) == 90
    assert shown_after(4) == 100


def test_number_is_set_with_its_reason(coach):
    athlete = make.athlete(coach=coach)
    plan = make.plan(
        athlete=athlete, version=make.version(organization=coach.organization, program="531-bbb")
    )
    client = client_of(coach.user)
    page = reverse("console:athletes_plan_change", args=[plan.pk])
    name = client.get(page).context["page"].numbers[0].name

    client.post(
        reverse("console:athletes_plan_number", args=[plan.pk]),
        {"name": name, "value": "140", "reason": "Tested"},
    )

    entry = AnchorValue.objects.filter(plan=plan, name=name, source="COACH").get()
    assert (entry.value, entry.reason, entry.set_by) == (Decimal(140), "Tested", coach.user)


def test_proposal_of_another_plan_is_not_found(coach):
    plan = make.plan(athlete=make.athlete(coach=coach))
    proposal = proposed(make.plan(athlete=make.athlete(coach=make.membership())))

    response = client_of(coach.user).post(
        reverse("console:athletes_plan_accept", args=[plan.pk]), {"proposal": proposal.pk}
    )

    proposal.refresh_from_db()
    assert (response.status_code, proposal.status) == (404, "WAITING")
