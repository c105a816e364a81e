"""Cases of estimates, trends, rounding and plates."""

from decimal import Decimal

from programs.engine.loads.estimates import TrendPoint, e1rm, trend
from programs.engine.loads.loading import round_load
from programs.engine.loads.plates import plates

from .values import at_places, number, read_json


def run_e1rm(row):
    estimate = e1rm(
        load_kg=Decimal(row["load_kg"]),
        reps=int(row["reps"]),
        rpe=number(row["rpe"]),
        to_failure=row["to_failure"] == "true",
    )
    got = {
        "method": estimate.method if estimate else "",
        "pct_1rm": at_places(estimate.pct_1rm, 1) if estimate else None,
        "e1rm_kg": at_places(estimate.e1rm_kg, 3) if estimate else None,
        "sigma_pct": at_places(estimate.sigma_pct, 2) if estimate else None,
    }
    expected = {
        "method": row["method"],
        "pct_1rm": number(row["pct_1rm"]),
        "e1rm_kg": number(row["e1rm_kg"]),
        "sigma_pct": number(row["sigma_pct"]),
    }
    return got, expected


def run_trend(row):
    points = tuple(
        TrendPoint(day=int(day), e1rm_kg=kg, sigma_pct=sigma)
        for day, kg, sigma in read_json(row["points_json"])
    )
    result = trend(
        points,
        as_of=int(row["as_of_day"]),
        half_life_days=int(row["half_life_days"]),
        window_days=int(row["window_days"]),
    )
    got = {
        "trend_kg": at_places(result.e1rm_kg, 4) if result else None,
        "sigma_pct": at_places(result.sigma_pct, 4) if result else None,
        "n_used": Decimal(result.n) if result else _none_used(row),
    }
    expected = {
        "trend_kg": number(row["trend_kg"]),
        "sigma_pct": number(row["sigma_pct"]),
        "n_used": number(row["n_used"]),
    }
    return got, expected


def _none_used(row):
    """Without a trend the cases may say so as 0 used or as nothing at all."""
    return Decimal(0) if row["n_used"] else None


def run_rounding(row):
    load = round_load(
        Decimal(row["value"]), step=Decimal(row["step"]), mode=row["mode"] or "nearest"
    )
    return {"rounded": load}, {"rounded": Decimal(row["rounded"])}


def run_plates(row):
    plating = plates(
        target=Decimal(row["target"]),
        bar=Decimal(row["bar"]),
        collars=Decimal(row["collars_total"]),
        pairs={Decimal(plate): int(pairs) for plate, pairs in read_json(row["pairs_json"]).items()},
        mode=row["mode"] or "nearest",
    )
    got = {
        "status": plating.status,
        "total": plating.total,
        "delta": plating.delta,
        "per_side": plating.per_side,
    }
    expected = {
        "status": row["status"],
        "total": Decimal(row["total"]),
        "delta": Decimal(row["delta"]),
        "per_side": tuple(Decimal(plate) for plate in row["per_side"].split()),
    }
    return got, expected
