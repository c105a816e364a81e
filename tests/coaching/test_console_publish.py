"""The page that publishes: findings by gravity and rule, a reason for one, a rule or all."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coaching.accounts.models import Membership
from programs.actions.load_catalogue import load_catalogue
from programs.actions.save_draft import save_draft
from programs.actions.start_draft import start_draft
from programs.models import Exercise, ProgramVersion
from programs.queries.findings import judge_version
from tests import make
from tests.coaching.console_rows import client_of
from tests.engine.published import PUBLISHED
from tests.programs.importing import BBB, imported

pytestmark = pytest.mark.django_db

ALL = {"all-errors": "As its author wrote it.", "all-warnings": "Meant so."}


@pytest.fixture
def coach() -> Membership:
    load_catalogue()
    return make.membership()


@pytest.fixture
def client(coach: Membership) -> Client:
    return client_of(coach.user)


@pytest.fixture
def draft(coach: Membership) -> ProgramVersion:
    return imported(coach, BBB)


def address(version: ProgramVersion) -> str:
    return reverse("console:programs_programversion_publish", args=[version.pk])


def publish(client: Client, version: ProgramVersion, **fields: Any) -> Any:
    return client.post(address(version), {"version": version.version, **ALL, **fields})


def reasons() -> dict[str, set[str]]:
    """Return the reasons kept with the version published last, by rule."""
    kept = ProgramVersion.objects.published().order_by("-number")[0].acknowledged
    return {
        one["rule"]: {two["reason"] for two in kept if two["rule"] == one["rule"]} for one in kept
    }


def test_page_groups_findings_by_gravity_and_rule(client: Client, draft: ProgramVersion) -> None:
    form = client.get(address(draft)).context["form"]

    assert form.blocking == ()
    assert [group.rule for group in form.errors_it_came_with.groups] == ["ST07", "ST02", "ST09"]
    assert [group.rule for group in form.warnings.groups] == ["ST25", "ST10"]
    assert (form.errors_it_came_with.count, form.warnings.count) == (9, 5)
    assert sum(len(group.lines) for group in form.advice) == 19


def test_one_reason_serves_a_section_a_nearer_one_a_rule_or_a_finding(
    client: Client, draft: ProgramVersion
) -> None:
    press = next(one for one in judge_version(draft) if one.finding.rule == "ST09")

    answer = publish(
        client,
        draft,
        notes="First",
        **{"rule-ST10": "Waved.", f"finding-{press.key}": "Lead-in sets."},
    )

    draft.refresh_from_db()
    page = reverse("console:programs_programversion_change", args=[draft.pk])
    assert (answer.status_code, answer.url) == (302, page)
    assert (draft.status, draft.notes) == ("PUBLISHED", "First")
    assert reasons() == {
        "ST07": {"As its author wrote it."},
        "ST02": {"As its author wrote it."},
        "ST09": {"As its author wrote it.", "Lead-in sets."},
        "ST25": {"Meant so."},
        "ST10": {"Waved."},
    }
    assert "Lead-in sets." in client.get(page).content.decode()


def test_finding_without_a_reason_is_asked_for_and_what_was_typed_stays(
    client: Client, draft: ProgramVersion
) -> None:
    answer = publish(client, draft, **{"all-warnings": "", "rule-ST10": "Waved.", "notes": "First"})

    form = answer.context["form"]
    (glutes,) = [one for one in judge_version(draft) if one.finding.rule == "ST25"]
    draft.refresh_from_db()
    assert (answer.status_code, draft.status) == (422, "DRAFT")
    assert list(form.errors) == [f"finding-{glutes.key}"]
    assert (form["rule-ST10"].value(), form["notes"].value()) == ("Waved.", "First")


def test_error_of_the_coachs_own_leaves_nothing_to_press(client: Client, coach: Membership) -> None:
    clean = imported(coach, (PUBLISHED / "rir-ramp-meso.json").read_bytes())
    draft = save_draft(version=clean, body=BBB, expected_version=1, by=coach.user)

    page = client.get(address(draft))
    answer = publish(client, draft)

    assert [group.rule for group in page.context["form"].blocking] == ["ST07", "ST02", "ST09"]
    assert "Mend it in the grid" in page.content.decode()
    assert answer.status_code == 422
    assert "9 errors keep this version from being published" in str(answer.context["form"].errors)


def test_reason_given_before_stands_there_again_and_can_be_taken_back(
    client: Client, draft: ProgramVersion, coach: Membership
) -> None:
    publish(client, draft, **{"rule-ST10": "Waved."})
    again = start_draft(template=draft.template, by=coach.user, now=make.NOW)

    form = client.get(address(again)).context["form"]
    assert form["rule-ST10"].value() == "Waved."
    assert form["rule-ST09"].value() == "As its author wrote it."

    fields = {name: form[name].value() or "" for name in form.fields}
    refused = publish(client, again, **{**fields, "rule-ST10": "", "all-warnings": ""})
    assert list(refused.context["form"].errors) == ["rule-ST10"]
    publish(client, again, **fields)
    assert reasons()["ST10"] == {"Waved."}


def test_second_click_is_told_that_it_is_published(client: Client, draft: ProgramVersion) -> None:
    publish(client, draft, notes="First")
    again = client.post(address(draft), {"notes": "Second"}, follow=True)

    draft.refresh_from_db()
    assert draft.notes == "First"
    assert "is published and stays as it is" in str(list(again.context["messages"])[-1])


def test_draft_changed_since_the_page_was_opened_is_shown_anew(
    client: Client, draft: ProgramVersion, coach: Membership
) -> None:
    save_draft(version=draft, body=BBB, expected_version=1, by=coach.user)
    answer = publish(client, draft, notes="First")

    draft.refresh_from_db()
    assert (answer.status_code, draft.status) == (422, "DRAFT")
    assert "was changed meanwhile" in str(answer.context["form"].errors)
    assert answer.context["form"]["notes"].value() == "First"


@pytest.mark.parametrize("notes", ["First\x00", "x" * 1001])
def test_notes_that_cannot_be_kept_are_refused_beside_them(
    client: Client, draft: ProgramVersion, notes: str
) -> None:
    answer = publish(client, draft, notes=notes)

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, ["notes"])
    assert form["notes"].value() == notes


def test_unknown_exercises_keep_the_draft_back_and_the_notes(
    client: Client, draft: ProgramVersion
) -> None:
    draft.exercises.update(exercise=None)
    Exercise.objects.update(parent=None, percent_of_parent=None)
    Exercise.objects.all().delete()

    answer = publish(client, draft, notes="First")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["__all__"])
    assert answer.context["form"]["notes"].value() == "First"


def test_assistant_and_stranger_find_no_such_page(draft: ProgramVersion) -> None:
    assistant = make.membership(organization=draft.organization, role="ASSISTANT")
    found = [
        client_of(person.user).post(address(draft), ALL).status_code
        for person in (assistant, make.membership())
    ]
    draft.refresh_from_db()
    assert (found, draft.status) == ([403, 404], "DRAFT")


def test_publish_page_takes_the_same_queries_whatever_it_finds(
    client: Client, coach: Membership, draft: ProgramVersion, django_assert_num_queries: Any
) -> None:
    small = imported(coach)
    client.get(address(draft))
    for version in (draft, small):
        with django_assert_num_queries(4):
            client.get(address(version))
