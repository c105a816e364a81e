"""What those who keep a diary say of their mornings, and what the tape says every other week."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from athletes.actions.check_in import Condition, check_in
from athletes.actions.measure import measure
from athletes.models import Athlete
from coaching.demo.roster import Lifter
from programs.engine.timeline import start_of_day

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WAKES_AFTER = 6 * HOUR
# Not every morning: a diary has gaps.
DIARY_DAYS = (0, 1, 3, 4, 6)
FORGOTTEN = 0.15
TAPE_EVERY_WEEKS = 2
NOTE_CHANCE = 0.08
NOTES = ("Up twice in the night.", "Legs heavy on the stairs.", "Woke before the alarm.")
CM_A_WEEK = {"CHEST": 0.09, "WAIST": -0.11, "HIPS": -0.04, "UPPER_ARM": 0.06, "THIGH": 0.1}


@dataclass(frozen=True, slots=True)
class Diary:
    """A lifter's week so far: ``weeks_in`` of training, ``today`` not yet written."""

    lifter: Lifter
    week_on: date
    weeks_in: int
    today: date
    zone: str


def weight_kg(lifter: Lifter, *, weeks_in: int) -> float:
    """Return the true body weight after so many weeks."""
    return lifter.body_kg + lifter.gains_kg_a_week * weeks_in


def keep_diary(*, athlete: Athlete, diary: Diary, random: Random) -> None:
    """Write the days of the week that are over, for a lifter who measures at all."""
    if not diary.lifter.tape_cm:
        return
    for day in (diary.week_on + place * DAY for place in DIARY_DAYS):
        is_written = random.random() >= FORGOTTEN
        condition = _condition(diary, day, random=random)
        if is_written and day < diary.today:
            check_in(athlete=athlete, condition=condition, now=_woken(day, zone=diary.zone))
    if diary.weeks_in % TAPE_EVERY_WEEKS == 0 and diary.week_on < diary.today:
        _take_tape(athlete, diary, at=_woken(diary.week_on, zone=diary.zone), random=random)


def _woken(day: date, *, zone: str) -> datetime:
    return start_of_day(day, zone=zone) + WAKES_AFTER


def _condition(diary: Diary, day: date, *, random: Random) -> Condition:
    sleep = random.choice((2, 3, 4, 4, 5))
    # Soreness gathers over the days of a week that begins rested.
    soreness = min(1 + day.weekday() // 2 + random.choice((0, 0, 1)), 5)
    weight = weight_kg(diary.lifter, weeks_in=diary.weeks_in) + random.gauss(0, 0.35)
    return Condition(
        sleep=sleep,
        soreness=soreness,
        readiness=max(1, min(5, sleep + (soreness < 3) - (soreness > 3))),
        body_weight_kg=Decimal(f"{weight:.1f}"),
        note=random.choice(NOTES) if random.random() < NOTE_CHANCE else "",
    )


def _take_tape(athlete: Athlete, diary: Diary, *, at: datetime, random: Random) -> None:
    around = {
        site: start + CM_A_WEEK[site] * diary.weeks_in + random.gauss(0, 0.15)
        for site, start in diary.lifter.tape_cm.items()
    }
    measure(
        athlete=athlete,
        around_cm={site: Decimal(f"{cm:.1f}") for site, cm in around.items()},
        now=at,
    )
