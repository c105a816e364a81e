"""A template's versions: who follows which, two compared, an old one as a draft again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from athletes.models import Plan
from coaching.accounts.models import Membership
from programs.actions.load_catalogue import load_catalogue
from programs.actions.publish_version import publish_version
from programs.actions.save_draft import save_draft
from programs.actions.save_sheet import save_sheet
from programs.actions.stale_version import StaleVersion
from programs.actions.start_draft import DraftIsThere, restore_version, start_draft
from programs.models import ProgramTemplate, ProgramVersion, TypedSheet
from tests import make
from tests.coaching.console_rows import client_of
from tests.programs.importing import AS_WRITTEN, program, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach() -> Membership:
    load_catalogue()
    return make.membership(role=Membership.Role.OWNER)


@pytest.fixture
def client(coach: Membership) -> Client:
    return client_of(coach.user)


@pytest.fixture
def first(coach: Membership) -> ProgramVersion:
    return published(coach, source=program("Squat", "Bench Press"))


def second(first: ProgramVersion, coach: Membership) -> ProgramVersion:
    """Return version 2: four sets of squats instead of three, no bench press."""
    draft = start_draft(template=first.template, by=coach.user, now=make.NOW)
    body = program("Squat").replace('"sets": 3', '"sets": 4')
    draft = save_draft(version=draft, body=body, expected_version=1, by=coach.user)
    # Of the same rules: what is new breaks none that the file didn't.
    return publish_version(version=draft, by=coach.user, now=make.NOW, reasons=[AS_WRITTEN])


def template_page(client: Client, template: ProgramTemplate) -> Any:
    return client.get(reverse("console:programs_programtemplate_change", args=[template.pk]))


def compared(client: Client, template: ProgramTemplate, *, old: Any, new: Any) -> Any:
    page = reverse("console:programs_programtemplate_compare", args=[template.pk])
    return client.get(page, {"from": old, "to": new})


def restore(client: Client, version: ProgramVersion, **fields: Any) -> Any:
    page = reverse("console:programs_programversion_restore", args=[version.pk])
    return client.post(page, fields)


def test_versions_tell_who_follows_which_and_who_did(
    client: Client, first: ProgramVersion, coach: Membership
) -> None:
    anna, ben = (make.athlete(coach=coach, name=name) for name in ("Anna", "Ben"))
    running = make.plan(athlete=anna, version=first)
    over = make.plan(athlete=ben, version=first)
    Plan.objects.filter(pk=over.pk).update(status="COMPLETED", due_at=None)
    second(first, coach)

    newest, oldest = template_page(client, first.template).context["lines"]

    assert (newest.version.number, newest.running, newest.done) == (2, (), ())
    assert [(one.plan, one.name) for one in oldest.running] == [(running.pk, "Anna")]
    assert [(one.plan, one.name) for one in oldest.done] == [(over.pk, "Ben")]
    assert oldest.acknowledged == len(first.acknowledged) > 0


def test_colleagues_athletes_are_not_told(
    client: Client, first: ProgramVersion, coach: Membership
) -> None:
    make.plan(athlete=make.athlete(coach=coach, name="Anna"), version=first)
    colleague = make.membership(organization=coach.organization)

    (line,) = template_page(client_of(colleague.user), first.template).context["lines"]

    assert (line.running, line.done) == ((), ())


def test_two_versions_are_compared_in_words_and_cells(
    client: Client, first: ProgramVersion, coach: Membership
) -> None:
    second(first, coach)

    page = compared(client, first.template, old=1, new=2)

    (part,) = page.context["parts"]
    assert (part.phase, part.session) == ("Only", "Day 1")
    assert part.lines == ("Week 1, Bench Press removed", "Week 1, Squat: 3x5 -> 4x5")
    ((squat, bench),) = [
        session.rows for phase in page.context["phases"] for session in phase.changed
    ]
    assert [(cell.old, cell.new) for cell in (*squat.cells, *bench.cells)] == [
        ("3x5", "4x5"),
        ("3x5", ""),
    ]
    text = page.content.decode()
    assert "<del>" in text
    assert "<ins>" in text


@pytest.mark.parametrize(("old", "new"), [(1, 9), ("", 1), ("x", 1), (1, "-1")])
def test_version_that_is_not_there_is_not_found(
    client: Client, first: ProgramVersion, old: Any, new: Any
) -> None:
    assert compared(client, first.template, old=old, new=new).status_code == 404


def test_same_version_twice_says_so(client: Client, first: ProgramVersion) -> None:
    page = compared(client, first.template, old=1, new=1).content.decode()
    assert "Both hold the same program." in page


def test_old_version_becomes_a_draft_with_its_findings(
    client: Client, first: ProgramVersion, coach: Membership
) -> None:
    second(first, coach)

    answer = restore(client, first)

    draft = ProgramVersion.objects.get(status="DRAFT")
    page = reverse("console:programs_programversion_change", args=[draft.pk])
    assert (answer.status_code, answer.url) == (302, page)
    assert (draft.number, draft.body, draft.acknowledged) == (3, first.body, first.acknowledged)
    assert set(draft.exercises.values_list("name", flat=True)) == {"Squat", "Bench Press"}


def test_draft_that_is_there_is_replaced_only_after_its_diff_was_seen(
    client: Client, first: ProgramVersion, coach: Membership
) -> None:
    draft = start_draft(template=first.template, by=coach.user, now=make.NOW)
    body = program("Squat", "Row")
    draft = save_draft(version=draft, body=body, expected_version=1, by=coach.user)

    asked = restore(client, first)
    assert asked.url.endswith("/compare/?from=2&to=1")
    assert ProgramVersion.objects.get(pk=draft.pk).body == draft.body

    page = compared(client, first.template, old=2, new=1).content.decode()
    assert "Replace draft 2 by version 1" in page
    restore(client, first, instead_of=draft.version)
    row = ProgramVersion.objects.get(pk=draft.pk)
    assert (row.body, row.number, row.version) == (first.body, 2, draft.version + 1)


def test_draft_changed_since_its_diff_was_seen_is_kept(
    first: ProgramVersion, coach: Membership
) -> None:
    draft = start_draft(template=first.template, by=coach.user, now=make.NOW)
    save_sheet(
        version=draft,
        phase=0,
        lines=[["what", "is", "this"]],
        expected_version=1,
        by=coach.user,
        now=make.NOW,
    )
    fields = {"version": first, "by": coach.user, "now": make.NOW}

    with pytest.raises(DraftIsThere):
        restore_version(**fields)
    with pytest.raises(StaleVersion):
        restore_version(**fields, instead_of=1)
    assert TypedSheet.objects.count() == 1

    restore_version(**fields, instead_of=2)
    assert not TypedSheet.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("ASSISTANT", 403), (None, 404)])
def test_who_may_not_change_programs_restores_nothing(
    first: ProgramVersion, role: str | None, status: int
) -> None:
    place = {"role": role, "organization": first.organization} if role else {}
    person = make.membership(**place)

    answer = restore(client_of(person.user), first)
    seen = compared(client_of(person.user), first.template, old=1, new=1)

    assert answer.status_code == status
    assert seen.status_code == (200 if role else 404)
    assert ProgramVersion.objects.count() == 1
    with pytest.raises(ProgramTemplate.DoesNotExist):
        restore_version(version=first, by=person.user, now=make.NOW)


@pytest.mark.parametrize(("place", "queries"), [("template", 5), ("compare", 4)])
def test_pages_take_the_same_queries_for_one_version_and_three(
    client: Client,
    first: ProgramVersion,
    coach: Membership,
    place: str,
    queries: int,
    django_assert_num_queries: Any,
) -> None:
    def read() -> None:
        if place == "template":
            template_page(client, first.template)
        else:
            compared(client, first.template, old=1, new=1)

    read()
    with django_assert_num_queries(queries):
        read()
    for _ in range(2):
        draft = start_draft(template=first.template, by=coach.user, now=make.NOW)
        publish_version(version=draft, by=coach.user, now=make.NOW)
        make.plan(athlete=make.athlete(coach=coach), version=first)
    with django_assert_num_queries(queries):
        read()
