"""A lifter's sessions: which are due, and every set of them done and logged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from random import Random
from typing import Any
from uuid import UUID

from athletes.actions.finish_sessions import Ending, finish_sessions
from athletes.actions.log_sets import SetEntry, log_sets
from athletes.models import Athlete, EquipmentProfile, Plan, PlannedGroup, PlannedSession
from coaching.demo.roster import Lifter
from coaching.demo.strength import Performed, choose_load, maximum_kg, perform_set
from programs.engine.timeline import start_of_day

LATE_MINUTES = 50
LIGHT = "deload"
A_SET = timedelta(minutes=3)
NOTE_CHANCE = 0.12
NOTES = (
    "Slept badly, moved well all the same.",
    "Grip gave out before the legs did.",
    "Best session in weeks.",
    "Short on time, kept the rests honest.",
    "Bar path felt right today.",
    "Knees warm, nothing to report.",
)


@dataclass(frozen=True, slots=True)
class Workout:
    """A session with its groups, and when it begins."""

    session: PlannedSession
    groups: tuple[PlannedGroup, ...]
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Body:
    """What a lifter brings to a week's training: the true maximum and body weight by now."""

    lifter: Lifter
    squat_kg: float
    weight_kg: float
    equipment: EquipmentProfile
    has_pain: bool = False


def get_workouts(
    *, plan: Plan, first_on: date, last_on: date, hour: int, random: Random
) -> tuple[Workout, ...]:
    """Return the plan's sessions of these days that are owed and not begun. 2 queries.

    ``hour`` is when the lifter trains.
    """
    sessions = PlannedSession.objects.filter(
        plan=plan,
        scheduled_on__range=(first_on, last_on),
        log=None,
        is_cancelled=False,
        excused_for="",
    )
    sessions = sessions.select_related("phase").in_training_order()
    rows = PlannedGroup.objects.filter(session__in=list(sessions)).select_related("exercise")
    groups = {
        key: tuple(of_session)
        for key, of_session in groupby(
            rows.order_by("session_id", "position"), key=lambda group: group.session_id
        )
    }
    return tuple(
        Workout(
            session=one,
            groups=groups.get(one.pk, ()),
            starts_at=start_of_day(one.scheduled_on, zone=plan.time_zone)
            + timedelta(hours=hour, minutes=random.randint(0, LATE_MINUTES)),
        )
        for one in sessions
    )


def train(
    *, athlete: Athlete, workouts: Sequence[Workout], body: Body, random: Random, by: Any
) -> None:
    """Do and log the workouts in one go, then finish them; the plan is replayed once."""
    if not workouts:
        return
    entries: list[SetEntry] = []
    endings = []
    for workout in workouts:
        done = list(_entries(workout, body=body, random=random))
        entries += done
        endings.append(_ending(workout, done, body=body, random=random))
    now = max(ending.completed_at for ending in endings)
    log_sets(athlete=athlete, sets=entries, by=by, now=now)
    finish_sessions(athlete=athlete, endings=endings, by=by, now=now)


def _entries(workout: Workout, *, body: Body, random: Random) -> list[SetEntry]:
    entries: list[SetEntry] = []
    last_of_slot = {group.slot_key: group.pk for group in workout.groups}
    is_light = workout.session.phase.goal == LIGHT
    for group in workout.groups:
        done = _sets(group, body=body, is_light=is_light, random=random)
        for number, performed in enumerate(done):
            is_last = number == group.sets - 1 and last_of_slot[group.slot_key] == group.pk
            says_effort = performed.load_kg is not None and (is_last or group.is_result)
            performed_at = workout.starts_at + A_SET * (len(entries) + 1)
            entries.append(
                SetEntry(
                    id=_made_up_id(performed_at, random),
                    planned_group_id=group.pk,
                    position=number + 1,
                    reps=performed.reps,
                    load_kg=performed.load_kg,
                    # The page asks for the effort once an exercise, on its last or top set.
                    rpe=performed.rpe if says_effort else None,
                    is_accepted=performed.is_as_asked and not says_effort,
                    performed_at=performed_at,
                )
            )
    return entries


def _sets(group: PlannedGroup, *, body: Body, is_light: bool, random: Random) -> list[Performed]:
    maximum = load_kg = None
    if group.exercise is not None:
        maximum = maximum_kg(group.exercise, squat_kg=body.squat_kg)
        load_kg = choose_load(
            group, maximum=maximum, equipment=body.equipment, share=body.lifter.load_share
        )
    return [
        perform_set(
            group,
            number=number,
            maximum=maximum,
            load_kg=load_kg,
            is_light=is_light,
            random=random,
        )
        for number in range(group.sets + body.lifter.extra_sets)
    ]


def _ending(workout: Workout, entries: Sequence[SetEntry], *, body: Body, random: Random) -> Ending:
    efforts = [entry.rpe for entry in entries if entry.rpe is not None]
    effort = sum(efforts, Decimal(0)) / len(efforts) if efforts else Decimal(6)
    is_monday = workout.session.scheduled_on.weekday() == 0
    weight = Decimal(f"{body.weight_kg + random.gauss(0, 0.5):.1f}")
    return Ending(
        planned_session_id=workout.session.pk,
        completed_at=workout.starts_at + A_SET * (len(entries) + 2),
        session_rpe=round(effort * 2) / Decimal(2),
        note=random.choice(NOTES) if random.random() < NOTE_CHANCE else "",
        body_weight_kg=weight if is_monday else None,
        readiness=random.choice((3, 4, 4, 5)),
        has_pain=body.has_pain,
    )


def _made_up_id(at: datetime, random: Random) -> UUID:
    """Return a UUID version 7 of the instant, the same for the same random numbers."""
    value = int(at.timestamp() * 1000) << 80 | 0x7 << 76 | random.getrandbits(12) << 64
    return UUID(int=value | 0b10 << 62 | random.getrandbits(62))
