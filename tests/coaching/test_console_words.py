"""What coaches write on an athlete's pages: notes for themselves, answers, numbers."""

from typing import Any

import pytest
from django.urls import reverse

from athletes.models import AnchorValue, Athlete, Comment, PlannedSession
from coaching.accounts.models import Membership
from coaching.models import CoachNote
from tests import make
from tests.coaching.console_rows import client_of, trained

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def athlete(coach: Membership) -> Athlete:
    return trained(coach, name="Anna")


def address(name: str, athlete: Athlete, *keys: int) -> str:
    return reverse(f"console:athletes_athlete_{name}", args=[athlete.pk, *keys])


def notes() -> list[tuple[str, bool]]:
    return list(CoachNote.objects.order_by("pk").values_list("text", "is_pinned"))


def test_note_is_kept_pinned_changed_and_deleted(coach: Membership, athlete: Athlete) -> None:
    client = client_of(coach.user)
    client.post(address("notes", athlete), {"text": " Left knee. "})
    note = CoachNote.objects.get()
    assert (note.text, note.author, note.organization) == (
        "Left knee.",
        coach.user,
        coach.organization,
    )

    client.post(address("note", athlete, note.pk), {"pin": "1"})
    client.post(address("note", athlete, note.pk), {"text": "Right knee."})
    assert notes() == [("Right knee.", True)]
    note.refresh_from_db()
    assert note.edited_at is not None

    client.post(address("note", athlete, note.pk), {"delete": "1"})
    assert notes() == []


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_note_that_cannot_be_keeps_what_was_typed(
    coach: Membership, athlete: Athlete, text: str
) -> None:
    response = client_of(coach.user).post(address("notes", athlete), {"text": text})

    assert (response.status_code, response.context["form"]["text"].value()) == (422, text)
    assert notes() == []


def test_assistant_changes_own_notes_only(coach: Membership, athlete: Athlete) -> None:
    assistant = make.membership(role="ASSISTANT", organization=coach.organization)
    athlete.engagements.create(
        organization=coach.organization, membership=assistant, started_at=make.NOW
    )
    client_of(coach.user).post(address("notes", athlete), {"text": "The coach's."})
    client = client_of(assistant.user)
    client.post(address("notes", athlete), {"text": "Mine."})
    theirs, own = CoachNote.objects.order_by("pk")

    refused = client.post(address("note", athlete, theirs.pk), {"delete": "1"})
    client.post(address("note", athlete, own.pk), {"text": "Still mine."})

    assert refused.status_code == 403
    assert notes() == [("The coach's.", False), ("Still mine.", False)]


def test_note_on_another_athlete_is_not_found(coach: Membership, athlete: Athlete) -> None:
    other = make.athlete(coach=coach)
    client = client_of(coach.user)
    client.post(address("notes", other), {"text": "Theirs."})

    response = client.post(address("note", athlete, CoachNote.objects.get().pk), {"delete": "1"})

    assert response.status_code == 404
    assert notes() == [("Theirs.", False)]


def said(athlete: Athlete, text: str, **place: Any) -> Comment:
    return Comment.objects.create(
        organization=athlete.organization,
        athlete=athlete,
        is_by_athlete=True,
        text=text,
        written_at=make.NOW,
        **place,
    )


def test_comment_is_answered_where_it_stands_and_read(coach: Membership, athlete: Athlete) -> None:
    session = PlannedSession.objects.filter(athlete=athlete).order_by("ordinal").first()
    asked = said(athlete, "Too heavy?", planned_session=session)
    client = client_of(coach.user)

    client.post(
        address("comments", athlete), {"line": asked.pk, "answered": asked.pk, "text": "Drop 5."}
    )

    answer = Comment.objects.get(is_by_athlete=False)
    asked.refresh_from_db()
    assert (answer.planned_session, answer.text, answer.author) == (session, "Drop 5.", coach.user)
    assert asked.read_at is not None


def test_comments_are_filtered_by_unread(coach: Membership, athlete: Athlete) -> None:
    phase = athlete.plans.get().phases.get()
    said(athlete, "Read before.", phase=phase, read_at=make.NOW)
    said(athlete, "New one.", phase=phase)

    response = client_of(coach.user).get(address("comments", athlete) + "?show=unread")

    assert [line.text for line in response.context["lines"]] == ["New one."]


def test_answer_without_a_word_is_refused_beside_its_comment(
    coach: Membership, athlete: Athlete
) -> None:
    asked = said(athlete, "Too heavy?", phase=athlete.plans.get().phases.get())

    response = client_of(coach.user).post(
        address("comments", athlete), {"line": asked.pk, "text": " "}
    )

    assert (response.status_code, response.context["answering"]) == (422, str(asked.pk))
    assert Comment.objects.count() == 1


def test_answer_to_a_comment_that_is_not_theirs_is_refused(
    coach: Membership, athlete: Athlete
) -> None:
    other = trained(make.membership(), name="Ben")
    asked = said(other, "Too heavy?", phase=other.plans.get().phases.get())

    client_of(coach.user).post(address("comments", athlete), {"line": asked.pk, "text": "Drop 5."})

    assert Comment.objects.count() == 1


def test_number_is_set_with_its_reason_and_stands_in_the_ledger(
    coach: Membership, athlete: Athlete
) -> None:
    client = client_of(coach.user)
    number = client.get(address("strength", athlete)).context["ledger"].numbers[0]

    response = client.post(
        address("strength", athlete), {"name": number.name, "value": "80", "reason": "Tested"}
    )

    assert response.url == address("strength", athlete)
    ledger = client.get(address("strength", athlete) + f"?number={number.name}").context["ledger"]
    newest = ledger.entries[0]
    assert (newest.label, newest.value, newest.reason) == (number.label, 80, "Tested")
    assert AnchorValue.objects.get(source="COACH").set_by == coach.user


def test_number_without_a_reason_is_refused(coach: Membership, athlete: Athlete) -> None:
    client = client_of(coach.user)
    number = client.get(address("strength", athlete)).context["ledger"].numbers[0]

    response = client.post(
        address("strength", athlete), {"name": number.name, "value": "80", "reason": ""}
    )

    assert response.status_code == 422
    assert response.context["number_form"]["value"].value() == "80"
    assert not AnchorValue.objects.filter(source="COACH").exists()
