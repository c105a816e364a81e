"""Comments that phones send: each once, and never lost."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from athletes.models import Comment, PlannedGroup, PlannedSession, SyncOperation
from tests import make
from tests.athletes.sync.phone import Phone

SECOND_MS = 1000


@pytest.fixture
def phone(db):
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete)
    return Phone(athlete)


def session_of(phone):
    return PlannedSession.objects.get(athlete=phone.athlete, ordinal=1)


def comment(phone, *, about="session", about_id=None, key=None, at=0, text="Knee felt fine."):
    about_id = about_id or session_of(phone).pk
    return phone.op(
        "comment", key or uuid4(), "put", at=at, about=about, about_id=str(about_id), text=text
    )


def test_comment_on_session_is_written_by_the_athlete(phone):
    said = phone.said(comment(phone, at=-SECOND_MS, text=" Knee felt fine. "))

    row = Comment.objects.get()
    assert said == [("applied", "")]
    assert (row.planned_session, row.set_log, row.phase) == (session_of(phone), None, None)
    assert (row.text, row.author, row.is_by_athlete) == (
        "Knee felt fine.",
        phone.athlete.user,
        True,
    )
    assert (row.written_at, row.read_at) == (make.NOW - timedelta(seconds=1), None)


def test_comment_on_a_set_of_the_same_push_finds_it(phone):
    group, key = PlannedGroup.objects.filter(session=session_of(phone)).first(), uuid4()

    said = phone.said(
        comment(phone, about="set", about_id=key), phone.put(group, key=key, load_kg="60")
    )

    row = Comment.objects.get()
    assert said == [("applied", ""), ("applied", "")]
    assert (row.set_log_id, row.planned_session) == (key, session_of(phone))


def test_comment_on_a_phase_is_written(phone):
    phase = phone.athlete.plans.get().phases.get()

    phone.push(comment(phone, about="phase", about_id=phase.pk))

    assert Comment.objects.get().phase == phase


def test_comment_sent_twice_is_one(phone):
    op = comment(phone)

    said = [phone.said(op), phone.said(op)]

    assert said == [[("applied", "")], [("duplicate", "")]]
    assert Comment.objects.count() == 1


def test_comment_under_an_id_that_is_there_stays_as_first_said(phone):
    key = uuid4()
    phone.push(comment(phone, key=key, text="First."))

    said = phone.said(comment(phone, key=key, text="Second."))

    assert said == [("superseded", "")]
    assert Comment.objects.get().text == "First."


def test_comment_under_the_id_of_somebody_elses_is_refused(phone, db):
    other = make.athlete(user=make.user())
    make.plan(athlete=other)
    key = uuid4()
    Phone(other).push(comment(Phone(other), key=key, text="Mine."))

    said = phone.said(comment(phone, key=key))

    assert said == [("refused", "comment_id_taken")]
    assert Comment.objects.get().athlete == other


@pytest.mark.parametrize("about", ["session", "phase"])
def test_comment_on_what_is_gone_is_kept_and_told(phone, about):
    op = comment(phone, about=about, about_id=2**40)

    (result,) = phone.push(op)

    kept = SyncOperation.objects.get(op_id=UUID(op["op_id"]))
    assert (result.outcome.status, result.outcome.code) == ("parked", "comment_place_gone")
    assert result.outcome.message == (
        "What this comment is about isn't in your plan any more: it is kept here."
    )
    assert (kept.status, kept.fields["text"]) == ("PARKED", "Knee felt fine.")
    assert Comment.objects.count() == 0


def test_comment_on_somebody_elses_session_is_not_written(phone):
    other = make.athlete(user=make.user())
    make.plan(athlete=other)
    theirs = PlannedSession.objects.filter(athlete=other).first()

    said = phone.said(comment(phone, about_id=theirs.pk))

    assert said == [("parked", "comment_place_gone")]
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": " "}, "comment_empty"),
        ({"text": "x" * 2001}, "value_unreadable"),
        ({"text": 7}, "value_unreadable"),
        ({"about": "day"}, "operation_unreadable"),
        ({"about": "set", "about_id": "7"}, "operation_unreadable"),
        ({"about_id": "x"}, "operation_unreadable"),
        ({"mood": "good"}, "field_unknown"),
    ],
)
def test_comment_that_cannot_be_read_is_refused_and_stops_no_other(phone, fields, code):
    wrong = comment(phone)
    wrong["fields"] |= fields

    said = phone.said(wrong, comment(phone))

    assert said == [("refused", code), ("applied", "")]


def test_comment_is_never_edited_from_a_phone(phone):
    key = uuid4()
    phone.push(comment(phone, key=key))

    said = phone.said(phone.op("comment", key, "patch", text="Otherwise."))

    assert said == [("refused", "unknown_entity")]
    assert Comment.objects.get().text == "Knee felt fine."
