"""The coach's queue: what is in it, what puts an item away, and what brings it back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from athletes.actions.write_comment import About, write_comment
from athletes.models import (
    CheckIn,
    PhaseProposal,
    PlannedGroup,
    SessionLog,
    SetLog,
    StrengthEstimate,
)
from coaching.actions.mark_attention import mark_attention, unmark_attention
from coaching.models import AttentionMark
from coaching.queries.attention import get_queue
from coaching.queries.flags import FlagKind
from coaching.queries.roster import get_roster, roster_rows
from tests import make

pytestmark = pytest.mark.django_db

State = AttentionMark.State
DAY = timedelta(days=1)


@pytest.fixture
def coach():
    return make.membership()


def queue_of(coach, *, now=make.NOW, most=10):
    rows = list(roster_rows(user=coach.user, now=now))
    lines = list(get_roster(athletes=rows, now=now).values())
    return get_queue(lines=lines, user=coach.user, now=now, most=most)


def items(coach, *, now=make.NOW):
    """Return the kinds that wait, by athlete."""
    return {
        need.athlete.name: [item.flag.kind for item in need.items]
        for need in queue_of(coach, now=now).needs
    }


def in_pain(athlete, *, on=make.MONDAY):
    return CheckIn.objects.create(
        organization=athlete.organization, athlete=athlete, on=on, has_pain=True
    )


def mark(coach, athlete, *, kind="pain", state=State.SNOOZED, now=make.NOW, **fields):
    (need,) = (one for one in queue_of(coach, now=now).needs if one.athlete == athlete)
    (item,) = (one for one in need.items if one.flag.kind == kind)
    facts = item.flag.facts
    mark_attention(
        membership=coach,
        athlete=athlete,
        kind=kind,
        facts=facts,
        state=state,
        now=now,
        **fields,
    )
    return facts


def test_queue_groups_by_athlete_and_has_the_most_pressing_first(coach):
    make.athlete(coach=coach, name="Anna")
    hurt = make.athlete(coach=coach, name="Ben")
    make.plan(athlete=hurt)
    in_pain(hurt)
    make.plan(athlete=make.athlete(coach=coach, name="Cem"))

    assert items(coach) == {"Ben": ["pain"], "Anna": ["no_plan"]}


def test_queue_shows_some_and_counts_the_others(coach):
    for name in ("Anna", "Ben", "Cem"):
        make.athlete(coach=coach, name=name)

    queue = queue_of(coach, most=2)

    assert (len(queue.needs), queue.more, queue.waiting) == (2, 1, 3)
    assert len(queue_of(coach, most=None).needs) == 3


@pytest.mark.parametrize(("days", "is_back"), [(0, False), (1, True)])
def test_snooze_until_tomorrow_ends_with_the_coachs_day(coach, days, is_back):
    coach.user.time_zone = "America/New_York"
    coach.user.save(update_fields=["time_zone"])
    athlete = make.athlete(coach=coach, name="Anna")
    in_pain(athlete)
    mark(coach, athlete, days=1)
    # Midnight in New York is 05:00 UTC in March before the clocks change.
    midnight = make.NOW.replace(hour=5) + DAY

    found = items(coach, now=midnight if is_back else midnight - timedelta(seconds=1))

    assert (FlagKind.PAIN in found["Anna"]) is is_back


@pytest.mark.parametrize("state", list(State))
def test_item_put_away_is_back_when_its_facts_change(coach, state):
    athlete = make.athlete(coach=coach, name="Anna")
    in_pain(athlete)
    mark(coach, athlete, state=state)

    away = queue_of(coach, now=make.NOW + 100 * DAY)
    in_pain(athlete, on=make.MONDAY + DAY)

    assert [item.flag.kind for need in away.away for item in need.items] == ["pain"]
    assert items(coach, now=make.NOW + DAY) == {"Anna": ["pain", "no_plan"]}


def test_item_brought_back_waits_again(coach):
    athlete = make.athlete(coach=coach, name="Anna")
    facts = mark(coach, athlete, kind="no_plan", state=State.NOISE)
    before = items(coach)

    unmark_attention(membership=coach, athlete=athlete, kind="no_plan", facts=facts)

    assert (before, items(coach)) == ({}, {"Anna": ["no_plan"]})


def test_newer_word_takes_the_place_of_the_older_one(coach):
    athlete = make.athlete(coach=coach)
    mark(coach, athlete, kind="no_plan", days=1)
    mark(coach, athlete, kind="no_plan", state=State.DONE, now=make.NOW + 2 * DAY)

    row = AttentionMark.objects.get()
    assert (row.state, row.until, row.marked_at) == ("DONE", None, make.NOW + 2 * DAY)


def test_another_coachs_word_leaves_the_queue_as_it_is(coach):
    head = make.membership(role="HEAD_COACH", organization=coach.organization)
    athlete = make.athlete(coach=coach, name="Anna")

    mark(head, athlete, kind="no_plan")

    assert (items(head), items(coach)) == ({}, {"Anna": ["no_plan"]})


def answered(coach, *, useful, noise, kind="pain", days_ago=0):
    athlete = make.athlete(coach=coach, is_archived=True)
    for number in range(useful + noise):
        mark_attention(
            membership=coach,
            athlete=athlete,
            kind=kind,
            facts=f"{days_ago} {number}",
            state=State.DONE if number < useful else State.NOISE,
            now=make.NOW - days_ago * DAY,
        )


def test_rules_tell_how_often_they_were_worth_a_look(coach):
    answered(coach, useful=12, noise=2)
    answered(coach, useful=5, noise=5, days_ago=90)
    answered(coach, useful=1, noise=0, kind="missed", days_ago=89)

    rules = queue_of(coach).rules

    assert [(one.kind, one.useful, one.answered) for one in rules] == [
        (FlagKind.PAIN, 12, 14),
        (FlagKind.MISSED, 1, 1),
    ]


@pytest.mark.parametrize(
    ("useful", "noise", "first"),
    [(0, 3, "Ben"), (2, 2, "Ben"), (1, 3, "Anna")],
)
def test_reason_that_mostly_is_noise_sinks(coach, useful, noise, first):
    make.athlete(coach=coach, name="Anna")
    hurt = make.athlete(coach=coach, name="Ben")
    make.plan(athlete=hurt)
    in_pain(hurt)
    answered(coach, useful=useful, noise=noise)

    assert next(iter(items(coach))) == first
    assert set(items(coach)) == {"Anna", "Ben"}


def test_queue_holds_what_the_athlete_wrote(coach):
    athlete = make.athlete(coach=coach, user=make.user(), name="Anna")
    plan = make.plan(athlete=athlete)
    session = plan.sessions.order_by("ordinal")[0]
    for text in ("Heavy.", "Slept badly."):
        write_comment(
            athlete=athlete,
            about=About.SESSION,
            about_id=session.pk,
            text=text,
            by=athlete.user,
            now=make.NOW,
        )

    ((item,),) = (need.items for need in queue_of(coach).needs)

    assert item.flag.words == "2 comments nobody has read."
    assert item.about == f"session:{session.pk}"
    assert (item.flag.source.page, item.flag.source.key) == (
        "console:athletes_plannedsession_change",
        session.pk,
    )


def estimates(plan, *loads, days=4):
    """Give the first main lift an estimate every few days from the plan's start on."""
    group = PlannedGroup.objects.filter(session__plan=plan, is_main=True).order_by("pk")[0]
    own = {"organization": plan.organization, "athlete": plan.athlete}
    log = SessionLog.objects.create(**own, on=make.MONDAY, started_at=make.NOW)
    done = SetLog.objects.create(
        **own, session_log=log, position=1, reps=5, load_kg=100, performed_at=make.NOW
    )
    for number, load in enumerate(loads):
        StrengthEstimate.objects.create(
            **own,
            exercise=group.exercise,
            on=make.MONDAY + number * days * DAY,
            e1rm_kg=Decimal(load),
            sigma_pct=3,
            method="rpe",
            set_log=done,
        )
    return group.exercise


@pytest.mark.parametrize(
    ("loads", "stalls"),
    [
        (("100", "100", "100", "100", "100", "100.5"), False),
        (("100", "100", "100", "100", "100", "100.4"), True),
        (("100", "100", "100", "90", "90", "90"), True),
        (("100", "100", "100", "100", "100"), False),
    ],
)
def test_main_lift_that_no_longer_rises_is_in_the_queue(coach, loads, stalls):
    plan = make.plan(athlete=make.athlete(coach=coach, name="Anna"))
    plan.sessions.update(is_cancelled=True)
    exercise = estimates(plan, *loads)

    found = queue_of(coach).needs

    words = [item.flag.words for need in found for item in need.items]
    best = max(Decimal(one) for one in loads[-3:]).normalize()
    wanted = (
        f"No longer rises (e1RM): {exercise.name} {best:f} kg at best in the last three, "
        "100 before."
    )
    assert words == ([wanted] if stalls else [])


def test_stall_in_the_last_week_of_hypertrophy_is_expected(coach):
    plan = make.plan(athlete=make.athlete(coach=coach))
    plan.sessions.update(is_cancelled=True)
    estimates(plan, *["100"] * 6)
    phase = plan.phases.get()
    last_week = make.NOW + (phase.ends_on - make.MONDAY) - 2 * DAY

    before = items(coach, now=last_week - 7 * DAY)
    plan.phases.update(goal="strength")
    as_strength = items(coach, now=last_week)
    plan.phases.update(goal="hypertrophy")

    assert FlagKind.STALLED in next(iter(before.values()))
    assert FlagKind.STALLED in next(iter(as_strength.values()))
    assert all(FlagKind.STALLED not in kinds for kinds in items(coach, now=last_week).values())


def test_proposal_comes_with_its_words_and_what_can_be_done(coach):
    plan = make.plan(athlete=make.athlete(coach=coach))
    proposal = PhaseProposal.objects.create(
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

    ((item,),) = (need.items for need in queue_of(coach).needs)

    assert (item.proposal, item.can_accept) == (proposal, True)
    PhaseProposal.objects.update(decision="HOLD_FOR_COACH")
    ((held,),) = (need.items for need in queue_of(coach).needs)
    assert (held.proposal, held.can_accept) == (proposal, False)
