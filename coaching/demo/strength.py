"""How strong a lifter is and what a set costs: true maxima, reps possible, reps done."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random

from athletes.models import EquipmentProfile, PlannedGroup
from athletes.queries.equipment import implement_for
from programs.engine.loads.estimates import HIGHEST_RPE, MOST_CHART_REPS, chart_share
from programs.engine.loads.loading import loadable
from programs.engine.program.prescription import Reps, parse_reps
from programs.models import Exercise

Convention = Exercise.LoadConvention

# The maximum of a movement as a share of the squat's, everything moved counted. Plausible only.
SHARE_OF_SQUAT = {
    "squat": 1.0,
    "hinge": 1.15,
    "hip_extension": 1.2,
    "lunge": 0.55,
    "horizontal_push": 0.72,
    "vertical_push": 0.46,
    "horizontal_pull": 0.66,
    "vertical_pull": 0.56,
    "knee_extension": 0.55,
    "knee_flexion": 0.4,
    "plantarflexion": 0.8,
    "elbow_flexion": 0.3,
    "elbow_extension": 0.32,
    "chest_fly": 0.28,
    "rear_delt_fly": 0.24,
    "shoulder_abduction": 0.17,
    "hip_adduction": 0.5,
    "trunk_flexion": 0.45,
}
SHARE_OTHERWISE = 0.3
# As the log counts it: one dumbbell of two, or what hangs from the belt.
SHARE_LOGGED = {
    Convention.PER_HAND: 0.41,
    Convention.SINGLE_DB: 0.4,
    Convention.BODYWEIGHT_PLUS: 0.25,
}
OWN_SHARE = {
    "romanian-deadlift": 0.85,
    "leg-press": 1.9,
    "hack-squat-machine": 1.1,
    "overhead-press-standing": 0.46,
}
UNLOADED = frozenset({Convention.BODYWEIGHT, Convention.BAND, Convention.BODYWEIGHT_MINUS})
USUAL_RPE = 8.0
LOWEST_RPE_SAID = 5.0
TIRING_A_SET = 0.008
DAY_TO_DAY = 0.012
MOST_REPS_DONE = 30


@dataclass(frozen=True, slots=True)
class Performed:
    """One set as done; ``load_kg`` as a log counts it."""

    reps: int
    load_kg: Decimal | None
    rpe: Decimal
    is_as_asked: bool


def maximum_kg(exercise: Exercise, *, squat_kg: float) -> float:
    """Return the true maximum of an exercise as a log counts its load."""
    share = OWN_SHARE.get(
        exercise.slug, SHARE_OF_SQUAT.get(exercise.movement_pattern, SHARE_OTHERWISE)
    )
    return squat_kg * share * SHARE_LOGGED.get(Convention(exercise.load_convention), 1.0)


def perform_set(
    group: PlannedGroup,
    *,
    number: int,
    maximum: float | None,
    load_kg: Decimal | None,
    is_light: bool,
    random: Random,
) -> Performed:
    """Return what comes of set ``number`` (from 0) at a load; None is body weight or time.

    In a light week nobody does more than the fewest repetitions asked.
    """
    reps = _asked(group.reps)
    target_rpe = float(group.rpe) if group.rpe is not None else USUAL_RPE
    if load_kg is None or not load_kg or maximum is None or reps.kind == "seconds":
        done = reps.floor + (random.randint(4, 9) if reps.is_max or reps.is_open else 0)
        return Performed(done, None, _effort(target_rpe), is_as_asked=True)
    fresh = maximum * (1 - TIRING_A_SET * number) * random.gauss(1, DAY_TO_DAY)
    possible = reps_possible(float(load_kg), maximum=fresh)
    aim = reps.floor if is_light else _aim(reps, possible=possible, rpe=target_rpe)
    done = max(1, min(aim, possible))
    rpe = max(LOWEST_RPE_SAID, float(HIGHEST_RPE) - max(possible - done, 0))
    is_as_asked = done >= reps.floor and load_kg == group.load_kg
    return Performed(done, load_kg, _effort(rpe), is_as_asked=is_as_asked)


def choose_load(
    group: PlannedGroup,
    *,
    maximum: float,
    equipment: EquipmentProfile,
    share: float,
) -> Decimal | None:
    """Return the load a lifter puts on: what is asked, or what feels right; None for none."""
    exercise = group.exercise
    if exercise is None or exercise.load_convention in UNLOADED:
        return None
    if group.load_kg is not None and share == 1.0:
        return group.load_kg
    reps = _asked(group.reps)
    if reps.kind == "seconds":
        return None
    if group.load_kg is not None:
        target = float(group.load_kg) * share
    else:
        rpe = min(max(float(group.rpe or USUAL_RPE), 6.0), 10.0)
        target = maximum * share * _share(min(reps.floor, MOST_CHART_REPS), rpe)
    implement = implement_for(exercise=exercise, equipment=equipment)
    made = loadable(Decimal(f"{target:.3f}"), implement=implement, mode="down")
    return made.load_kg


def reps_possible(load_kg: float, *, maximum: float) -> int:
    """Return how many repetitions go at a load, 0 above the maximum."""
    share = load_kg / maximum
    if share > 1:
        return 0
    possible = sum(1 for reps in range(1, MOST_CHART_REPS + 1) if _share(reps, 10.0) >= share)
    if possible < MOST_CHART_REPS:
        return possible
    return max(possible, min(MOST_REPS_DONE, int(30 * (1 / share - 1))))


def _aim(reps: Reps, *, possible: int, rpe: float) -> int:
    if reps.is_max or reps.is_open:
        return possible - 1
    wanted = possible - round(float(HIGHEST_RPE) - rpe)
    return min(max(wanted, reps.floor), reps.ceiling or reps.floor)


def _effort(rpe: float) -> Decimal:
    return Decimal(round(rpe * 2)) / 2


@cache
def _asked(text: str) -> Reps:
    return parse_reps(text)


@cache
def _share(reps: int, rpe: float) -> float:
    return float(chart_share(reps, Decimal(str(rpe))))
