"""Comments of athlete and coach: written once, read by the other side, kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from athletes.actions.log_sets import SetEntry, log_sets
from athletes.actions.write_comment import (
    About,
    CommentEmpty,
    CommentIdTaken,
    CommentTooLong,
    NothingToCommentOn,
    mark_comments_read,
    write_comment,
)
from athletes.models import Comment, PlannedGroup, PlannedSession, PlanPhase, uuid7
from athletes.queries.comments import get_session_thread, get_unread_comments
from tests import make

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def coach():
    return make.membership()


@pytest.fixture
def ana(coach):
    athlete = make.athlete(coach=coach, user=make.user(), name="Ana")
    make.plan(athlete=athlete)
    return athlete


def session_of(athlete, *, ordinal=1):
    return PlannedSession.objects.select_related("athlete").get(athlete=athlete, ordinal=ordinal)


def log(athlete, *, reps=5):
    group = PlannedGroup.objects.filter(session=session_of(athlete)).order_by("position").first()
    entry = SetEntry(
        id=uuid7(), reps=reps, load_kg=60, performed_at=make.NOW, planned_group_id=group.pk
    )
    log_sets(athlete=athlete, sets=[entry], by=None, now=make.NOW)
    return entry.id, group.exercise_name


def write(athlete, *, by, about=About.SESSION, about_id=None, text="Good.", now=make.NOW, **more):
    about_id = about_id or session_of(athlete).pk
    return write_comment(
        athlete=athlete, about=about, about_id=about_id, text=text, by=by, now=now, **more
    )


def test_comment_of_coach_is_the_coachs(ana, coach):
    row = write(ana, by=coach.user, text="  Keep it up.\n")

    kept = Comment.objects.get()
    assert kept == row
    assert (kept.text, kept.author, kept.is_by_athlete) == ("Keep it up.", coach.user, False)
    assert (kept.planned_session, kept.phase, kept.set_log) == (session_of(ana), None, None)
    assert (kept.written_at, kept.read_at) == (make.NOW, None)


def test_comment_on_a_set_names_its_session_too(ana):
    key, _ = log(ana)

    row = write(ana, by=ana.user, about=About.SET, about_id=key)

    assert (row.set_log_id, row.planned_session, row.is_by_athlete) == (key, session_of(ana), True)


def test_comment_under_the_same_id_twice_is_one(ana, coach):
    key = uuid4()

    rows = [write(ana, by=coach.user, id=key) for _ in range(2)]

    assert rows[0] == rows[1] == Comment.objects.get()


def test_comment_under_a_taken_id_is_refused(ana, coach):
    key = write(ana, by=coach.user).pk

    with pytest.raises(CommentIdTaken) as caught:
        write(ana, by=coach.user, text="Otherwise.", id=key)

    assert str(caught.value) == "A comment with this id is there already: make a new one."
    assert Comment.objects.get().text == "Good."


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        (" \n\x00", CommentEmpty, "Write a few words first."),
        (
            "x" * 2001,
            CommentTooLong,
            "A comment has at most 2000 characters: make two of it.",
        ),
    ],
)
def test_comment_without_or_with_too_many_words_is_refused(ana, coach, text, error, sentence):
    with pytest.raises(error) as caught:
        write(ana, by=coach.user, text=text)

    assert str(caught.value) == sentence
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("about", About)
def test_comment_on_what_somebody_else_has_is_refused(ana, coach, about):
    other = make.athlete(coach=coach, user=make.user())
    make.plan(athlete=other)
    key, _ = log(other)
    theirs = {
        About.SET: key,
        About.SESSION: session_of(other).pk,
        About.PHASE: PlanPhase.objects.get(athlete=other).pk,
    }

    with pytest.raises(NothingToCommentOn) as caught:
        write(ana, by=ana.user, about=about, about_id=theirs[about])

    assert str(caught.value) == "What this comment is about is gone: open the plan again."
    assert Comment.objects.count() == 0


def test_answer_marks_what_it_answers_as_read(ana, coach):
    asked = write(ana, by=ana.user, text="Was it deep enough?")
    other = write(ana, by=ana.user, text="And one more.")

    write(ana, by=coach.user, text="It was.", answered=[asked.pk], now=make.NOW + MINUTE)

    read = dict(Comment.objects.values_list("text", "read_at"))
    assert read == {
        "Was it deep enough?": make.NOW + MINUTE,
        "And one more.": None,
        "It was.": None,
    }
    assert [one.newest for one in get_unread_comments(user=coach.user)] == [other]


def test_reading_counts_once_and_only_the_other_sides(ana, coach):
    mine, theirs = write(ana, by=ana.user), write(ana, by=coach.user)
    both = [mine.pk, theirs.pk]

    counts = [
        mark_comments_read(athlete=ana, comments=both, by=coach.user, now=make.NOW + n * MINUTE)
        for n in (1, 2)
    ]

    assert counts == [1, 0]
    assert dict(Comment.objects.values_list("pk", "read_at")) == {
        mine.pk: make.NOW + MINUTE,
        theirs.pk: None,
    }


def test_comments_of_somebody_else_are_not_marked_as_read(ana, coach):
    other = make.athlete(coach=coach, user=make.user())
    row = write(ana, by=ana.user)

    count = mark_comments_read(athlete=other, comments=[row.pk], by=coach.user, now=make.NOW)

    assert count == 0
    assert Comment.objects.get().read_at is None


def test_comment_stays_when_its_session_its_set_and_its_phase_go(ana, coach):
    key, _ = log(ana)
    phase = PlanPhase.objects.get(athlete=ana)
    write(ana, by=ana.user, about=About.SET, about_id=key)
    write(ana, by=coach.user, about=About.PHASE, about_id=phase.pk)

    ana.session_logs.all().delete()
    ana.plans.get().delete()

    rows = Comment.objects.values_list("planned_session", "set_log", "phase")
    assert list(rows) == [(None, None, None)] * 2


def test_thread_shows_both_sides_oldest_first_with_the_set_in_the_readers_words(ana, coach):
    key, exercise = log(ana)
    write(ana, by=ana.user, about=About.SET, about_id=key, text="Heavy.")
    write(ana, by=coach.user, text="As it should be.", now=make.NOW + MINUTE)

    thread = get_session_thread(session=session_of(ana), athlete=ana, reader=coach.user)

    assert [(line.author, line.text, line.is_own, line.is_unread) for line in thread.lines] == [
        ("Ana", "Heavy.", False, True),
        (str(coach.user), "As it should be.", True, False),
    ]
    on_set = thread.lines[0].on_set
    assert (on_set.exercise_name, on_set.reps, f"{on_set.load} {on_set.unit}") == (
        exercise,
        5,
        "60 kg",
    )
    assert thread.unread == (thread.lines[0].id,)


@pytest.mark.parametrize("count", [1, 3])
def test_thread_is_one_query(ana, coach, count, django_assert_num_queries):
    for number in range(count):
        key, _ = log(ana, reps=number + 1)
        write(ana, by=ana.user, about=About.SET, about_id=key, now=make.NOW + number * MINUTE)
    session = session_of(ana)

    with django_assert_num_queries(1):
        thread = get_session_thread(session=session, athlete=ana, reader=coach.user)

    assert len(thread.lines) == count


@pytest.mark.parametrize("count", [1, 3])
def test_queue_holds_each_athlete_once_longest_waiting_first(
    coach, count, django_assert_num_queries
):
    athletes = [make.athlete(coach=coach, user=make.user(), name=f"A{n}") for n in range(count)]
    for number, athlete in reversed(list(enumerate(athletes))):
        make.plan(athlete=athlete)
        for minute in (0, 10):
            at = make.NOW + (number + minute) * MINUTE
            write(athlete, by=athlete.user, text=f"{number}, {minute}", now=at)

    with django_assert_num_queries(1):
        queue = get_unread_comments(user=coach.user)

    assert [(one.athlete.name, one.count, one.since, one.newest.text) for one in queue] == [
        (f"A{n}", 2, make.NOW + n * MINUTE, f"{n}, 10") for n in range(count)
    ]


def test_queue_is_empty_for_other_coaches_and_for_what_coaches_wrote(ana, coach):
    write(ana, by=coach.user)
    own = make.membership(organization=coach.organization, role="OWNER")
    self_coached = make.athlete(coach=own, user=own.user)
    make.plan(athlete=self_coached)
    write(self_coached, by=own.user)
    stranger = make.membership()

    assert [get_unread_comments(user=one.user) for one in (coach, own, stranger)] == [[], [], []]


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_session_page_of_comments_sends_and_shows(ana, coach):
    question = write(ana, by=coach.user, text="How was the <b>knee</b>?")
    client, path = client_of(ana.user), f"/sessions/{session_of(ana).pk}/comments/"

    shown = client.get(path).content.decode()
    sent = client.post(path, {"text": "All good.", "answered": [str(question.pk), "x"]})

    question.refresh_from_db()
    assert "How was the &lt;b&gt;knee&lt;/b&gt;?" in shown
    assert f'name="answered" value="{question.pk}"' in shown
    assert (sent.status_code, sent["Location"]) == (302, path)
    assert question.read_at is not None
    newest = Comment.objects.newest_first().first()
    assert (newest.text, newest.is_by_athlete) == (
        "All good.",
        True,
    )


def test_comment_on_one_set_is_written_from_its_address(ana):
    key, exercise = log(ana)
    client, path = client_of(ana.user), f"/sessions/{session_of(ana).pk}/comments/?set={key}"

    shown = client.get(path).content.decode()
    client.post(path, {"text": "Heavy."})

    assert "On one set:" in shown
    assert f"{exercise}, 5 × 60\N{NO-BREAK SPACE}kg" in shown
    assert Comment.objects.get().set_log_id == key
    assert client.get(path[:-1]).status_code == 404


def test_phase_page_of_comments_sends(ana):
    phase = PlanPhase.objects.get(athlete=ana)

    client_of(ana.user).post(f"/phases/{phase.pk}/comments/", {"text": "Long."})

    assert Comment.objects.get().phase == phase


def test_empty_comment_is_told_beside_the_field(ana):
    response = client_of(ana.user).post(f"/sessions/{session_of(ana).pk}/comments/", {"text": " "})

    assert response.status_code == 422
    assert "Write a few words first." in response.content.decode()
    assert Comment.objects.count() == 0


def test_pages_of_somebody_elses_comments_are_not_there(ana):
    stranger = make.athlete(user=make.user())
    phase = PlanPhase.objects.get(athlete=ana)
    client = client_of(stranger.user)

    paths = [f"/sessions/{session_of(ana).pk}/comments/", f"/phases/{phase.pk}/comments/"]

    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert [client.post(path, {"text": "x"}).status_code for path in paths] == [404, 404]


def test_all_comments_mark_what_is_new_until_it_is_read(ana, coach):
    row = write(ana, by=coach.user, text="Sleep well.")
    client = client_of(ana.user)

    before = client.get("/comments/").content.decode()
    answer = client.post("/comments/read/", {"answered": [str(row.pk)]})
    after = client.get("/comments/").content.decode()

    assert (answer.status_code, answer["Location"]) == (302, "/comments/")
    assert ("1 new" in before, "Mark all as read" in before, "Sleep well." in before) == (
        (True,) * 3
    )
    assert ("1 new" in after, "Mark all as read" in after, "Sleep well." in after) == (
        False,
        False,
        True,
    )


def test_looking_marks_nothing_as_read(ana, coach):
    row = write(ana, by=coach.user)
    client = client_of(ana.user)

    client.get("/comments/")
    client.get(f"/sessions/{session_of(ana).pk}/comments/")

    row.refresh_from_db()
    assert row.read_at is None
