"""One lifter's weeks up to now, lived through the product's own actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import F

from athletes.actions.add_athlete import add_athlete
from athletes.actions.assign_program import assign_program
from athletes.actions.change_equipment import change_equipment
from athletes.actions.decide_proposal import accept_proposal, decline_proposal
from athletes.actions.end_plan import end_plan
from athletes.actions.pause_plan import pause_plan
from athletes.actions.resume_plan import resume_plan
from athletes.actions.roll_plan import roll_plan
from athletes.models import Absence, Athlete, EquipmentProfile, Outbox, PhaseProposal, Plan
from coaching.accounts.models import Membership
from coaching.actions.archive_athlete import archive_athlete
from coaching.actions.invite_athlete import invite_athlete
from coaching.actions.resolve_pain import resolve_pain
from coaching.demo.equipment import equipment_of
from coaching.demo.gym import Gym
from coaching.demo.mornings import Diary, keep_diary, weight_kg
from coaching.demo.roster import Away, Lifter
from coaching.demo.strength import maximum_kg
from coaching.demo.training import Body, Workout, get_workouts, train
from programs.engine.loads.estimates import training_max
from programs.engine.phases.decision import Decision
from programs.engine.timeline import local_date, start_of_day, week_of, weekdays_for
from programs.engine.units import rounded
from programs.models import ProgramVersion
from programs.queries.required_anchors import required_anchors

SEED = 7
WEEK, DAY = timedelta(days=7), timedelta(days=1)
MORNING, NOON = timedelta(hours=6), timedelta(hours=12)
CAUTIOUS = Decimal("0.95")
SESSIONS_A_WEEK = (1, 2, 3, 4, 5, 6)
# Before work, at noon, after work.
TRAINING_HOURS = (6, 7, 12, 17, 18)
LONGEST_SESSION = timedelta(hours=2)


@dataclass(slots=True)
class Season:
    """A lifter on the way through the weeks; ``programs`` are those still to come."""

    lifter: Lifter
    gym: Gym
    coach: Membership
    athlete: Athlete
    equipment: EquipmentProfile
    random: Random
    diary_random: Random
    hour: int
    now: datetime
    programs: list[str]

    @property
    def zone(self) -> str:
        return self.lifter.time_zone

    @property
    def today(self) -> date:
        return local_date(self.now, zone=self.zone)

    @property
    def this_week_on(self) -> date:
        return week_of(self.today)

    def weeks_in(self, on: date) -> float:
        """Return how long they have been here on a day."""
        return (on - local_date(self.athlete.created_at, zone=self.zone)).days / 7

    def squat_kg(self, on: date) -> float:
        """Return the true maximum on a day."""
        weeks = self.weeks_in(on)
        return self.lifter.squat_kg * (1 + self.lifter.growth_pct / 100 * weeks)


def live(*, lifter: Lifter, gym: Gym, now: datetime, weeks: int) -> Athlete:
    """Let a lifter join, train up to now and be as the story says, in one transaction.

    The real sweep can't see the plan before it stands where it should, and an interrupted run
    leaves nobody half-trained.
    """
    with transaction.atomic():
        season = _join(lifter, gym=gym, now=now, weeks=min(lifter.weeks_ago, weeks))
        for week_on in _weeks(season, weeks=min(lifter.weeks_ago, weeks)):
            _live_week(season, week_on)
        if lifter.is_invited:
            invite_athlete(athlete=season.athlete, by=season.coach.user, now=now - 2 * DAY)
        if lifter.is_archived:
            _say_goodbye(season)
        _forget_old_mail(season)
    return season.athlete


def _join(lifter: Lifter, *, gym: Gym, now: datetime, weeks: int) -> Season:
    coach = gym.coaches[lifter.coach]
    joined_at = now - weeks * WEEK - 9 * DAY
    athlete = add_athlete(
        organization=gym.organization,
        coach=coach,
        name=lifter.name,
        by=coach.user,
        now=joined_at,
        email=lifter.email,
        user=gym.accounts.get(lifter.email),
        units=lifter.units,
        time_zone=lifter.time_zone,
    )
    change_equipment(athlete=athlete, equipment=equipment_of(lifter), now=joined_at)
    random = Random(f"{SEED}:{lifter.name}")  # noqa: S311  (a story, no secret)
    return Season(
        lifter=lifter,
        gym=gym,
        coach=coach,
        athlete=athlete,
        equipment=EquipmentProfile.objects.get(athlete=athlete),
        random=random,
        # Its own, so that what a diary says changes nothing of how they train.
        diary_random=Random(f"{SEED}:diary:{lifter.name}"),  # noqa: S311  (a story, no secret)
        hour=random.choice(TRAINING_HOURS),
        now=now,
        programs=list(lifter.programs),
    )


def _weeks(season: Season, *, weeks: int) -> Iterator[date]:
    for weeks_ago in range(weeks, -1, -1):
        week_on = season.this_week_on - weeks_ago * WEEK
        if start_of_day(week_on, zone=season.zone) + NOON <= season.now:
            yield week_on


def _live_week(season: Season, week_on: date) -> None:
    lifter = season.lifter
    at = start_of_day(week_on, zone=season.zone) + MORNING
    weeks_ago = (season.this_week_on - week_on) // WEEK
    plan = _running_plan(season)
    if lifter.pain_weeks_ago == weeks_ago + 1 and lifter.is_pain_resolved:
        resolve_pain(athlete=season.athlete, by=season.coach.user, now=at)
    if plan is not None:
        roll_plan(plan_id=plan.pk, now=at, cause="SWEEP")
        _answer(season, plan, at=start_of_day(week_on, zone=season.zone) + NOON)
    plan = _running_plan(season) or _assign_next(season, week_on=week_on, at=at)
    _keep_diary(season, week_on)
    if plan is None:
        return
    from_on = _come_and_go(season, plan, week_on=week_on, weeks_ago=weeks_ago)
    if from_on is None:
        return
    workouts = get_workouts(
        plan=plan,
        first_on=from_on,
        last_on=week_on + WEEK - DAY,
        hour=season.hour,
        random=season.random,
    )
    body = Body(
        lifter=lifter,
        squat_kg=season.squat_kg(week_on),
        weight_kg=weight_kg(lifter, weeks_in=int(season.weeks_in(week_on))),
        equipment=season.equipment,
        has_pain=lifter.pain_weeks_ago == weeks_ago,
    )
    train(
        athlete=season.athlete,
        workouts=_attended(season, workouts, weeks_ago=weeks_ago),
        body=body,
        random=season.random,
        by=season.athlete.user or season.coach.user,
    )


def _keep_diary(season: Season, week_on: date) -> None:
    diary = Diary(
        lifter=season.lifter,
        week_on=week_on,
        weeks_in=int(season.weeks_in(week_on)),
        today=season.today,
        zone=season.zone,
    )
    keep_diary(athlete=season.athlete, diary=diary, random=season.diary_random)


def _running_plan(season: Season) -> Plan | None:
    return Plan.objects.running().filter(athlete=season.athlete).first()


def _assign_next(season: Season, *, week_on: date, at: datetime) -> Plan | None:
    if not season.programs:
        return None
    version = season.gym.versions[season.programs.pop(0)]
    (plan,) = assign_program(
        version=version,
        athletes=[season.athlete],
        starts_on=week_on,
        by=season.coach.user,
        now=at,
        weekdays={count: _weekdays(season, count) for count in SESSIONS_A_WEEK},
        anchors={season.athlete.pk: _anchors(season, version, on=week_on)},
        roll_mode=season.lifter.roll_mode,
    )
    return plan


def _weekdays(season: Season, count: int) -> tuple[int, ...]:
    """Return the usual days; for those who are to find a session today, moved to include it."""
    usual = weekdays_for(count)
    if season.lifter.trains_by_now:
        return usual
    moved = (tuple((day + by) % 7 for day in usual) for by in range(7))
    return next(days for days in moved if season.today.weekday() in days)


def _anchors(season: Season, version: ProgramVersion, *, on: date) -> dict[str, Decimal | None]:
    """Return the maxima that the lifter brings; a newcomer brings none, and a second plan none."""
    is_first = not Plan.objects.filter(athlete=season.athlete).exists()
    if not season.lifter.knows_maxima or not is_first:
        return {}
    found: dict[str, Decimal | None] = {}
    for anchor in required_anchors(version):
        if anchor.exercise is None or anchor.kind not in {"tm", "rm", "pm"}:
            continue
        maximum = Decimal(maximum_kg(anchor.exercise, squat_kg=season.squat_kg(on))) * CAUTIOUS
        value = training_max(maximum) if anchor.kind == "tm" else maximum
        found[anchor.name] = rounded(value, places=1)
    return found


def _answer(season: Season, plan: Plan, *, at: datetime) -> None:
    """Let the coach decide at noon what waits, unless it is to be found waiting."""
    waiting = PhaseProposal.objects.filter(plan=plan, status=PhaseProposal.Status.WAITING).first()
    is_answered = plan.status == Plan.Status.ACTIVE and season.lifter.answers_proposals
    if waiting is None or not is_answered:
        return
    if waiting.decision in {Decision.HOLD, Decision.HOLD_FOR_COACH}:
        if season.lifter.is_pain_resolved:
            decline_proposal(proposal=waiting, by=season.coach.user, now=at)
    else:
        accept_proposal(proposal=waiting, by=season.coach.user, now=at)


def _come_and_go(season: Season, plan: Plan, *, week_on: date, weeks_ago: int) -> date | None:
    """Begin and end the days away of this week; return from when on there is training, if any."""
    from_on = week_on
    for away in season.lifter.away:
        leaves_on = season.this_week_on - away.weeks_ago * WEEK
        returns_on = leaves_on + away.days * DAY if away.days is not None else None
        if away.weeks_ago == weeks_ago:
            _leave(season, plan, away, on=leaves_on, returns_on=returns_on)
        if leaves_on <= week_on and (returns_on is None or returns_on >= week_on + WEEK):
            return None
        if returns_on is not None and week_on <= returns_on < week_on + WEEK:
            from_on = returns_on
            if away.is_pause:
                back_at = start_of_day(returns_on, zone=season.zone) + MORNING
                resume_plan(plan=plan, by=season.coach.user, now=back_at)
    return from_on


def _leave(season: Season, plan: Plan, away: Away, *, on: date, returns_on: date | None) -> None:
    if away.is_pause:
        at = start_of_day(on, zone=season.zone) + MORNING
        by: Any = season.coach.user
        pause_plan(plan=plan, reason=away.reason, by=by, now=at, note=away.note)
        return
    Absence.objects.create(
        organization=season.gym.organization,
        athlete=season.athlete,
        from_on=on,
        to_on=None if returns_on is None else returns_on - DAY,
        effect=Absence.Effect.EXCUSE,
        reason=away.reason,
        note=away.note,
    )


def _attended(season: Season, workouts: tuple[Workout, ...], *, weeks_ago: int) -> list[Workout]:
    """Return the workouts that are done by now."""
    lifter = season.lifter
    most = lifter.sessions_in_week.get(weeks_ago, max(len(workouts) - lifter.misses_a_week, 0))
    last_on = season.today if lifter.trains_by_now else season.today - DAY
    return [
        workout
        for workout in workouts[:most]
        if season.random.random() >= lifter.miss_chance
        and workout.session.scheduled_on <= last_on
        and workout.starts_at + LONGEST_SESSION <= season.now
    ]


def _say_goodbye(season: Season) -> None:
    plan = _running_plan(season)
    if plan is not None:
        end_plan(plan=plan, by=season.coach.user, now=season.now)
    archive_athlete(athlete=season.athlete, by=season.coach.user)


def _forget_old_mail(season: Season) -> None:
    """Mail of weeks long past was sent then."""
    Outbox.objects.filter(
        organization=season.gym.organization, sent_at=None, queued_at__lt=season.now - WEEK
    ).update(sent_at=F("queued_at"), message={})
