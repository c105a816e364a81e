"""Metric cases: volume, intensity, strain and change, one function a metric."""

from decimal import Decimal

from programs.engine.loads.conventions import LoadedLift, hands_loaded
from programs.engine.progress.change import change_verdict
from programs.engine.tables import exercises
from programs.engine.volume.counting import (
    EffortSet,
    MuscleWork,
    fractional_sets,
    is_hard,
    time_under_tension,
    volume_load,
)
from programs.engine.volume.metrics import (
    average_relative_intensity,
    inol,
    monotony_and_strain,
    session_load,
)

from .values import at_places, read_json


def run_metric(row):
    text = row["expected"]
    expected = None if text in ("", "null") else read_json(text)
    return METRICS[row["metric"]](read_json(row["input_json"])), expected


def run_fractional_sets(given):
    catalogue = exercises()
    return fractional_sets(
        MuscleWork(
            primary=catalogue[slug].primary_muscles,
            secondary=catalogue[slug].secondary_muscles,
            sets=int(sets),
        )
        for slug, sets in given["work"]
    )


def run_hard_sets(given):
    flags = [
        is_hard(
            EffortSet(
                reps=int(one["reps"]),
                rpe=one.get("rpe"),
                prescribed_rpe=one.get("presc_rpe"),
                is_warmup=bool(one.get("warmup")),
            )
        )
        for one in given["sets"]
    ]
    return {"hard": sum(flags), "flags": flags}


def run_volume_load(given):
    is_unilateral = bool(given.get("unilateral"))
    pattern = given.get("movement_pattern")
    hands = given.get("hands_loaded", Decimal(2))
    if pattern is not None:
        hands = hands_loaded(is_unilateral=is_unilateral, movement_pattern=pattern)
    lift = LoadedLift(
        convention=given.get("load_convention", "total"),
        is_unilateral=is_unilateral,
        hands_loaded=int(hands),
        bodyweight_kg=given.get("bodyweight"),
        bodyweight_factor=given.get("factor"),
    )
    return volume_load(((int(reps), load) for reps, load in given["sets"]), lift=lift)


def run_tut(given):
    return time_under_tension(given["tempo"], reps=int(given["reps"]))


def run_ari(given):
    return at_places(average_relative_intensity(sets_of(given)), 4)


def run_inol(given):
    return at_places(inol(sets_of(given)), 4)


def run_srpe_load(given):
    return session_load(minutes=given["minutes"], rpe=given["rpe"])


def run_monotony_strain(given):
    week = monotony_and_strain(given["daily"])
    return {
        "week_load": Decimal(at_places(week.week_load, 4)),
        "mean": at_places(week.mean, 4),
        "sd_sample": at_places(week.sd_sample, 4),
        "monotony": at_places(week.monotony, 4),
        "strain": at_places(week.strain, 2),
        "monotony_population_sd": at_places(week.monotony_population_sd, 4),
    }


def run_change_class(given):
    result = change_verdict(
        change=given["change_pct"],
        typical_error=given["te_pct"],
        smallest=given.get("swc_pct", Decimal(2)),
    )
    return {"mdc90": at_places(result.mdc90, 4), "verdict": result.verdict}


def sets_of(given):
    return [(int(reps), percent) for reps, percent in given["sets"]]


METRICS = {
    "fractional_sets": run_fractional_sets,
    "hard_sets": run_hard_sets,
    "volume_load": run_volume_load,
    "tut": run_tut,
    "ari": run_ari,
    "inol": run_inol,
    "srpe_load": run_srpe_load,
    "monotony_strain": run_monotony_strain,
    "change_class": run_change_class,
}
