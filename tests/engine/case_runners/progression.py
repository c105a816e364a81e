"""Progression cases: one function a rule."""

from decimal import Decimal
from fractions import Fraction

from programs.engine.progression.amrap import amrap_training_max
from programs.engine.progression.deload import Signals, deload_call
from programs.engine.progression.double import double
from programs.engine.progression.gap import gap_policy
from programs.engine.progression.linear import linear
from programs.engine.progression.ramps import rir_ramp, set_ramp
from programs.engine.progression.rpe_adjust import rpe_adjust
from programs.engine.progression.stall import stall
from programs.engine.progression.top_set import back_off, planned_top

from .values import at_places, read_json


def run_progression(row):
    given = read_json(row["input_json"])
    return RULES[row["rule"]](given), read_json(row["expected_json"])


def run_linear(given):
    result = linear(
        load_kg=given["load"],
        increment_kg=given["inc"],
        step_kg=given["step"],
        reps_prescribed=int(given["reps_presc"]),
        sets_prescribed=int(given["sets_presc"]),
        reps_done=whole_numbers(given["reps_done"]),
        last_rpe=given.get("last_rpe"),
        rpe_cap=given.get("rpe_cap", Decimal(9)),
        fails=int(given.get("fails", 0)),
    )
    return {"load": result.load_kg, "fails": result.fails, "action": result.action}


def run_double(given):
    result = double(
        load_kg=given["load"],
        step_kg=given["step"],
        low=int(given["lo"]),
        high=int(given["hi"]),
        sets_prescribed=int(given["sets_presc"]),
        reps_done=whole_numbers(given["reps_done"]),
        last_rpe=given.get("last_rpe"),
        rpe_cap=given.get("rpe_cap", Decimal(9)),
        fails=int(given.get("fails", 0)),
    )
    return {
        "load": result.load_kg,
        "target": result.target_reps,
        "fails": result.fails,
        "action": result.action,
    }


def run_rir_ramp(given):
    ramp = rir_ramp(
        weeks=int(given["n"]), start=Fraction(given["start"]), end=Fraction(given["end"])
    )
    return list(ramp)


def run_set_ramp(given):
    return list(set_ramp(weeks=int(given["n"]), start=int(given["a"]), end=int(given["b"])))


def run_top_backoff(given):
    result = back_off(
        top_load_kg=given["done_load"],
        top_reps=int(given["done_reps"]),
        top_rpe=given["done_rpe"],
        reps=int(given["bo_reps"]),
        rpe=given["bo_rpe"],
        step_kg=given["step"],
    )
    return {
        "planned_top": planned_top(
            e1rm_kg=given["e1"],
            reps=int(given["top_reps"]),
            rpe=given["top_rpe"],
            step_kg=given["step"],
        ),
        "day_e1rm": at_places(result.day_e1rm_kg, 3),
        "backoff": result.load_kg,
        "backoff_pct_of_top": (
            None if result.share_of_top is None else at_places(result.share_of_top * 100, 1)
        ),
    }


def run_amrap(given):
    result = amrap_training_max(
        training_max_kg=given["tm"],
        load_kg=given["load"],
        reps=int(given["reps"]),
        cap_up_kg=given["cap_up"],
    )
    return {
        "e1rm": at_places(result.e1rm_kg, 3),
        "delta": at_places(result.delta_kg, 3),
        "tm": result.training_max_kg,
    }


def run_rpe_adjust(given):
    result = rpe_adjust(
        load_kg=given["load"],
        reps=int(given["reps"]),
        logged_rpe=given["logged"],
        target_rpe=given["target"],
        step_kg=given["step"],
    )
    return {"load": result.load_kg, "action": result.action}


def run_gap(given):
    row = gap_policy(int(given["days"]))
    return {
        "action": row.action,
        "load_mult": row.load_multiplier,
        "set_mult": row.set_multiplier,
        "ramp_weeks": row.ramp_weeks,
    }


def run_stall(given):
    return stall((int(day), kg) for day, kg in given["points"])


def run_deload(given):
    signs = given["f"]
    call = deload_call(
        Signals(
            is_planned=bool(signs.get("planned")),
            weeks_since=int(signs.get("weeks_since", 0)),
            lifts_down=int(signs.get("e1rm_drop_lifts", 0)),
            rpe_deviation_mean=signs.get("rpe_dev_mean", Decimal(0)),
            rpe_deviation_sets=int(signs.get("rpe_dev_sets", 0)),
            readiness_mean=signs.get("readiness_mean", Decimal(0)),
            readiness_check_ins=int(signs.get("readiness_n", 0)),
            soreness_flags=int(signs.get("soreness_flags", 0)),
            fatigue_skips=int(signs.get("fatigue_skips", 0)),
            has_pain=bool(signs.get("pain_flag")),
        )
    )
    return {"deload": call.is_due, "why": call.why, "reasons": list(call.reasons)}


def whole_numbers(values):
    return tuple(int(value) for value in values)


RULES = {
    "linear": run_linear,
    "double": run_double,
    "rir_ramp": run_rir_ramp,
    "set_ramp": run_set_ramp,
    "top_backoff": run_top_backoff,
    "top_set_backoff": run_top_backoff,
    "amrap": run_amrap,
    "amrap_tm": run_amrap,
    "rpe_adjust": run_rpe_adjust,
    "gap": run_gap,
    "stall": run_stall,
    "deload": run_deload,
}
