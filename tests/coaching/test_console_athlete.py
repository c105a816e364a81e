"""What a coach does on an athlete's and a plan's page."""

from decimal import Decimal

import pytest
from django.urls import reverse

from athletes.models import (
    Absence,
    AnchorValue,
    Athlete,
    EquipmentProfile,
    Outbox,
    PhaseProposal,
    Plan,
    PlannedSession,
    SessionLog,
)
from tests import make
from tests.coaching.console_rows import client_of, trained

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return make.membership()


def test_add_athlete_with_invitation_is_on_the_roster_and_written_to(coach):
    response = client_of(coach.user).post(
        reverse("console:athletes_athlete_add"),
        {
            "name": "Anna",
            "email": "anna@example.com",
            "coach": coach.pk,
            "units": "KG",
            "invites": "on",
        },
    )

    athlete = Athlete.objects.get()
    assert response.url == reverse("console:athletes_athlete_change", args=[athlete.pk])
    assert athlete.engagements.get().membership == coach
    assert Outbox.objects.count() == 1


def test_add_athlete_twice_is_refused_in_words(coach):
    make.athlete(coach=coach, email="anna@example.com")
    sent = {"name": "Anna", "email": "anna@example.com", "coach": coach.pk, "units": "KG"}

    response = client_of(coach.user).post(reverse("console:athletes_athlete_add"), sent)

    form = response.context["form"]
    (error,) = form.errors["email"]
    assert (response.status_code, list(form.errors)) == (422, ["email"])
    assert error.startswith("An athlete with this e-mail address is on the roster already.")
    assert Athlete.objects.count() == 1


def test_add_athlete_with_a_foreign_coach_is_refused(coach):
    foreign = make.membership()
    sent = {"name": "Anna", "coach": foreign.pk, "units": "KG"}

    response = client_of(coach.user).post(reverse("console:athletes_athlete_add"), sent)

    assert list(response.context["form"].errors) == ["coach"]
    assert not Athlete.objects.exists()


def edited(**changes: object) -> dict[str, object]:
    return {
        "form": "person",
        "version": 1,
        "person-name": "Anna B",
        "person-units": "KG",
        "person-time_zone": "UTC",
        **changes,
    }


def test_edit_person_is_saved(coach):
    athlete = make.athlete(coach=coach, name="Anna")
    address = reverse("console:athletes_athlete_edit", args=[athlete.pk])

    response = client_of(coach.user).post(address, edited())

    athlete.refresh_from_db()
    assert (response.url, athlete.name, athlete.version) == (address, "Anna B", 2)


def test_edit_person_saved_meanwhile_shows_what_differs_and_keeps_what_was_typed(coach):
    athlete = make.athlete(coach=coach, name="Anna")
    Athlete.objects.filter(pk=athlete.pk).update(name="Anna Berger", version=2)
    address = reverse("console:athletes_athlete_edit", args=[athlete.pk])

    response = client_of(coach.user).post(address, edited())

    athlete.refresh_from_db()
    assert response.context["stale"] == {"Name": "Anna Berger"}
    assert response.context["person"]["name"].value() == "Anna B"
    assert athlete.name == "Anna Berger"


def test_edit_equipment_is_saved(coach):
    athlete = make.athlete(coach=coach)
    address = reverse("console:athletes_athlete_edit", args=[athlete.pk])
    sent = {
        "form": "equipment",
        "version": 1,
        "equipment-bar": "15",
        "equipment-collars": "0",
        "equipment-machine_step": "5",
        "equipment-plates": "20 x 2, 10 x 1",
        "equipment-dumbbells": "2-10 by 2",
    }

    client_of(coach.user).post(address, sent)

    athlete.equipment.refresh_from_db()
    assert athlete.equipment.bar_kg == Decimal(15)
    assert athlete.equipment.plate_pairs == [["20.000", 2], ["10.000", 1]]


@pytest.mark.parametrize(
    ("field", "typed"), [("machine_step", "0"), ("plates", "20 x 500"), ("bar", "5000")]
)
def test_edit_equipment_that_cannot_be_is_refused_beside_its_field(coach, field, typed):
    athlete = make.athlete(coach=coach)
    before = EquipmentProfile.objects.values().get(athlete=athlete)
    sent = {
        "form": "equipment",
        "version": 1,
        "equipment-bar": "15",
        "equipment-collars": "0",
        "equipment-machine_step": "5",
        "equipment-plates": "20 x 2",
        "equipment-dumbbells": "2-10 by 2",
        f"equipment-{field}": typed,
    }

    response = client_of(coach.user).post(
        reverse("console:athletes_athlete_edit", args=[athlete.pk]), sent
    )

    form = response.context["equipment"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert form[field].value() == typed
    assert EquipmentProfile.objects.values().get(athlete=athlete) == before


def test_archive_athlete_on_a_plan_is_refused_in_words(coach):
    athlete = trained(coach, name="Anna")

    response = client_of(coach.user).post(
        reverse("console:athletes_athlete_archive", args=[athlete.pk]), follow=True
    )

    (message,) = response.context["messages"]
    athlete.refresh_from_db()
    assert str(message) == "End the running plan first, then archive the athlete."
    assert not athlete.is_archived


def test_pain_is_resolved_once(coach):
    athlete = trained(coach, name="Anna")
    address = reverse("console:athletes_athlete_pain", args=[athlete.pk])
    client = client_of(coach.user)

    client.post(address)
    resolved_at = athlete.check_ins.get().pain_resolved_at
    client.post(address)

    assert resolved_at is not None
    assert athlete.check_ins.get().pain_resolved_at == resolved_at


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


def test_absence_over_another_is_refused_beside_its_day(coach):
    athlete = trained(coach, name="Anna")

    response = client_of(coach.user).post(
        reverse("console:athletes_absence_add"),
        {"athlete": athlete.pk, "from_on": make.MONDAY, "reason": "TRAVEL"},
    )

    form = response.context["adminform"].form
    assert form.errors["from_on"] == ["These days are covered already: change that absence."]
    assert Absence.objects.count() == 1


def test_absence_is_noted_in_the_athletes_organization(coach):
    athlete = make.athlete(coach=coach)

    client_of(coach.user).post(
        reverse("console:athletes_absence_add"),
        {"athlete": athlete.pk, "from_on": "2026-05-04", "reason": "TRAVEL"},
    )

    absence = Absence.objects.get()
    assert (absence.organization_id, absence.effect) == (coach.organization_id, "EXCUSE")
