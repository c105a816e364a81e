"""Planning a year in the console: by rule, by hand, kept as a program."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from programs.actions.load_catalogue import load_catalogue
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.program_of import program_of
from tests import make
from tests.coaching.console_rows import client_of
from tests.engine.planned_years import EASTER, FULL, MEET, SUMMER

pytestmark = pytest.mark.django_db

PLAN = "console:programs_programtemplate_plan_ahead"
HALF = {"start_on": "2026-01-05", "weeks": "22", "week_start": "0"}
WHOLE = {
    "start_on": "2026-01-05",
    "week_start": "0",
    "has_tests": "on",
    "event-0": MEET.isoformat(),
    **{
        f"{name}-{place}": str(getattr(one, field))
        for place, one in enumerate((EASTER, SUMMER))
        for name, field in (("from", "from_on"), ("to", "to_on"), ("why", "why"))
    },
}


@pytest.fixture
def coach():
    return make.membership()


def page_of(coach, **said):
    return client_of(coach.user).get(f"{reverse(PLAN)}?{urlencode(said)}")


def address(**said):
    return f"{reverse(PLAN)}?{urlencode(said)}"


def outline(response):
    return [
        (line.phase.key, line.phase.starts_on.isoformat(), line.phase.weeks)
        for line in response.context["lines"]
    ]


def act(response, key, kind):
    line = next(one for one in response.context["lines"] if one.phase.key == key)
    return next(one.address for one in line.acts if one.kind == kind)


def test_page_without_wishes_plans_the_usual_year(coach):
    response = client_of(coach.user).get(reverse(PLAN))

    phases = response.context["tried"].shown.phases
    assert (response.status_code, response.context["board"].week_count) == (200, 52)
    assert phases[0].starts_on.weekday() == 0
    assert [one.goal.value for one in phases if one.builds][:2] == ["hypertrophy", "strength"]


def test_page_weeks_begin_as_the_organization_says():
    coach = make.membership(organization=make.organization(week_start=6))

    response = page_of(coach, start_on="2026-01-01")

    assert response.context["tried"].shown.phases[0].starts_on == date(2026, 1, 4)


def test_page_half_year_without_obstacles(coach):
    assert outline(page_of(coach, **HALF)) == [
        ("hypertrophy-1", "2026-01-05", 5),
        ("deload-1", "2026-02-09", 1),
        ("strength-1", "2026-02-16", 4),
        ("deload-2", "2026-03-16", 1),
        ("hypertrophy-2", "2026-03-23", 5),
        ("deload-3", "2026-04-27", 1),
        ("strength-2", "2026-05-04", 4),
        ("deload-4", "2026-06-01", 1),
    ]


def test_page_full_of_obstacles_shows_them_where_they_are(coach):
    response = page_of(coach, **WHOLE)

    board = response.context["board"]
    assert response.context["tried"].kept.wishes == FULL
    assert [(one.label, one.starts_on, one.ends_on) for one in board.blackouts] == [
        ("Easter", EASTER.from_on, EASTER.to_on),
        ("summer holiday", SUMMER.from_on, SUMMER.to_on),
    ]
    # Of 364 days 305 lie before the event, 189 before the summer holiday of 14.
    assert [(one.left, one.starts_on) for one in board.events] == [("84.066", MEET)]
    assert (board.blackouts[1].left, board.blackouts[1].width) == ("51.923", "3.846")
    assert [one.phase.key for one in board.bars if one.look == "pause"] == ["pause-1"]
    page = response.content.decode()
    assert "Too few days are free (Easter), so the light week falls here." in page
    assert "The event on 7 Nov 2026." in page


def test_page_longer_shows_what_moves_before_it_is_kept(coach):
    shown = page_of(coach, **HALF)

    tried = client_of(coach.user).get(act(shown, "hypertrophy-1", "longer"))

    assert tried.context["tried"].words == (
        "Hypertrophy 1 is lengthened from 5 to 6 weeks.",
        "Deload 1 begins on 16 Feb 2026 instead of 9 Feb 2026.",
        "Strength 1 begins on 23 Feb 2026 instead of 16 Feb 2026.",
        "Deload 2 begins on 23 Mar 2026 instead of 16 Mar 2026.",
        "Hypertrophy 2 begins on 30 Mar 2026 instead of 23 Mar 2026.",
        "Deload 3 begins on 4 May 2026 instead of 27 Apr 2026.",
        "Strength 2 begins on 11 May 2026 instead of 4 May 2026.",
        "Strength 2 is shortened from 4 to 3 weeks.",
    )
    assert outline(tried)[0] == ("hypertrophy-1", "2026-01-05", 6)
    kept = client_of(coach.user).get(tried.context["state"].kept)
    assert outline(kept) == outline(tried)
    assert kept.context["steps"] == ["Hypertrophy 1 1 week longer"]
    assert outline(client_of(coach.user).get(kept.context["state"].one_back)) == outline(shown)


def test_page_pressing_again_adds_up_and_back_again_leaves_nothing(coach):
    client = client_of(coach.user)
    once = client.get(act(page_of(coach, **HALF), "hypertrophy-1", "longer"))

    twice = client.get(act(once, "hypertrophy-1", "longer"))
    back = client.get(act(once, "hypertrophy-1", "shorter"))

    assert outline(twice)[0][2] == 7
    assert twice.context["state"].kept.endswith("edits=longer%3Ahypertrophy-1%3A2")
    assert (back.context["tried"].is_preview, outline(back)[0][2]) == (False, 5)


def test_page_move_pin_and_release(coach):
    client = client_of(coach.user)
    shown = page_of(coach, **HALF)

    later = client.get(act(shown, "strength-1", "later"))
    pinned = client.get(act(shown, "strength-1", "pin"))
    released = client.get(act(pinned, "strength-1", "release"))

    assert outline(later)[:3] == [
        ("hypertrophy-1", "2026-01-05", 6),
        ("deload-1", "2026-02-16", 1),
        ("strength-1", "2026-02-23", 4),
    ]
    line = pinned.context["lines"][2]
    assert (line.phase.is_pinned, [one.kind for one in line.acts]) == (True, ["release"])
    assert released.context["tried"].shown == shown.context["tried"].shown


def test_page_what_does_not_fit_is_said_beside_the_phase_and_changes_nothing(coach):
    edits = "pin:hypertrophy-2,longer:hypertrophy-1"
    response = page_of(coach, **HALF, **{"edits": edits, "try": "longer:strength-1:2"})

    problems = {one.phase.key: one.problem for one in response.context["lines"] if one.problem}
    assert problems == {
        "strength-1": "Nothing between strength 1 and 23 Mar 2026 can give or take the week: "
        "change an earlier phase, or release a pinned one."
    }
    assert outline(response) == outline(page_of(coach, **HALF, edits=edits))


def test_page_edits_that_no_longer_fit_are_named_and_can_be_dropped(coach):
    edits = "longer:hypertrophy-1,longer:hypertrophy-2"
    response = page_of(coach, **{**HALF, "weeks": "12"}, edits=edits)

    assert response.context["refused"] == [
        (
            "Hypertrophy 2 1 week longer",
            "The year has no phase hypertrophy-2: choose one of hypertrophy-1, deload-1, "
            "strength-1, deload-2.",
        )
    ]
    assert response.context["without_refused"].endswith("edits=longer%3Ahypertrophy-1")


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"weeks": "3"}, "weeks", "Ensure this value is greater than or equal to 4."),
        ({"weeks": ""}, "weeks", "This field is required."),
        ({"start_on": "1999-12-31"}, "start_on", "Choose a day from 2000 on."),
        (
            {"strength_most": "9"},
            "strength_most",
            "Let a strength phase last 2 to 8 weeks, the usual number between the fewest and the "
            "most.",
        ),
        (
            {"strength_usual": "2"},
            "strength_usual",
            "Let the usual number lie between the fewest and the most.",
        ),
        (
            {"event-0": "2026-02-02"},
            "event-0",
            "Before the peak for the event on 2 Feb 2026 2 weeks are free, and strength needs 3: "
            "start earlier, move the event, or shorten the peak.",
        ),
        (
            {"event-0": "2026-05-02", "event-1": "2027-05-02"},
            "event-1",
            "The event on 2 May 2027 lies outside the planned weeks (5 Jan 2026 to 7 Jun 2026): "
            "plan more weeks, or leave the event out.",
        ),
        (
            {"from-0": "2026-03-02", "to-0": "2026-03-01"},
            "to-0",
            "Choose a last day that isn't before the first.",
        ),
        (
            {"hypertrophy_most": "30"},
            "hypertrophy_most",
            "Let a hypertrophy phase last 2 to 8 weeks, the usual number between the fewest and "
            "the most.",
        ),
        (
            {"event-0": "2026-05-02", "from-0": "2026-05-01", "to-0": "2026-05-04"},
            "event-0",
            "The event on 2 May 2026 lies within the holiday (1 May 2026 to 4 May 2026): change "
            "one of them.",
        ),
        ({"why-1": "wedding"}, "from-1", "Say on which day it begins."),
        (
            {
                "weeks": "6",
                **{
                    f"{goal}_{part}": "6"
                    for goal in ("hypertrophy", "strength")
                    for part in ("fewest", "usual")
                },
            },
            "__all__",
            "Of the 6 weeks from 5 Jan 2026 on, 6 would hold no phase, and easy training takes at "
            "most 4: let phases be shorter or longer, or move what stands around them.",
        ),
    ],
)
def test_page_wishes_that_make_no_year_are_said_beside_their_cause(coach, said, field, sentence):
    response = page_of(coach, **{**HALF, **said, "edits": "longer:hypertrophy-1"})

    wishes = response.context["wishes"]
    assert (response.status_code, dict(wishes.errors)) == (422, {field: [sentence]})
    assert {name: wishes[name].value() for name in said} == said
    assert response.context["state"].edits_text == "longer:hypertrophy-1"


def test_page_blackout_without_a_last_day_is_one_day(coach):
    response = page_of(coach, **HALF, **{"from-0": "2026-03-02", "why-0": "wedding"})

    (found,) = response.context["tried"].kept.wishes.blackouts
    assert (found.from_on, found.to_on, found.why) == (
        date(2026, 3, 2),
        date(2026, 3, 2),
        "wedding",
    )
    assert len(response.context["wishes"].blackouts) == 2


def test_page_a_reason_that_looks_like_a_day_stays_as_it_was_typed(coach):
    away = {"from-0": "2026-03-02", "to-0": "2026-03-08", "why-0": "trip 2026-13-40"}

    response = page_of(coach, **HALF, **away)

    whys = [line.why for line in response.context["lines"]]
    assert "No session is possible: trip 2026-13-40." in whys


def test_keep_makes_a_draft_of_the_year_as_it_was_changed(coach):
    load_catalogue()
    said = {**HALF, "edits": "longer:hypertrophy-1"}

    response = client_of(coach.user).post(
        address(**said),
        {"name": "Spring", "equipment": "GYM", "hypertrophy_days": "4", "strength_days": "3"},
    )

    version = ProgramVersion.objects.get()
    assert response.url == reverse("builder", args=[version.pk])
    assert (version.template.name, version.template.organization) == ("Spring", coach.organization)
    assert [one.week_count for one in program_of(version).mesocycles] == [6, 1, 4, 1, 5, 1, 3, 1]
    assert version.template.summary == (
        "22 weeks from 2026-01-05 to 2026-06-07. Loading weeks in order: hypertrophy 6, "
        "strength 4, hypertrophy 5, strength 3."
    )


def test_keep_a_name_that_is_taken_is_said_beside_it_and_all_else_stays(coach):
    load_catalogue()
    ProgramTemplate.objects.create(
        organization=coach.organization, name="Spring", created_at=make.NOW
    )
    said = {**HALF, "edits": "longer:hypertrophy-1"}

    response = client_of(coach.user).post(
        address(**said),
        {"name": "Spring", "equipment": "HOME", "hypertrophy_days": "3", "strength_days": "3"},
    )

    assert (response.status_code, list(response.context["keep"].errors)) == (422, ["name"])
    assert response.context["keep"]["equipment"].value() == "HOME"
    assert outline(response) == outline(page_of(coach, **said))
    assert not ProgramVersion.objects.exists()


def test_keep_days_that_nobody_offers_are_said_beside_them(coach):
    response = client_of(coach.user).post(
        address(**HALF),
        {"name": "Spring", "equipment": "HOME", "hypertrophy_days": "3", "strength_days": "4"},
    )

    assert response.context["keep"].errors == {
        "strength_days": ["Strength at home comes with 3 days a week."]
    }
    assert not ProgramTemplate.objects.exists()


def test_keep_while_a_change_is_only_tried_keeps_nothing(coach):
    response = client_of(coach.user).post(
        address(**HALF, **{"try": "longer:hypertrophy-1"}),
        {"name": "Spring", "equipment": "GYM", "hypertrophy_days": "4", "strength_days": "3"},
    )

    assert response.status_code == 200
    assert not ProgramTemplate.objects.exists()


def test_assistants_and_athletes_plan_no_years():
    assistant = make.membership(role="ASSISTANT")

    assert client_of(assistant.user).get(reverse(PLAN)).status_code == 403
    assert client_of(make.user()).get(reverse(PLAN)).status_code == 302
