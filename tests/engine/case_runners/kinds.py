"""The kinds of worked cases: how each is run, and the columns its file must have."""

from collections.abc import Callable
from dataclasses import dataclass

from . import adherence, loads, metrics, phases, progression

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """``run`` returns what the engine gives and what the row expects, alike in shape.

    ``allows_blank`` where a row may expect nothing at all: empty stands for null, no result.
    """

    run: Callable[[Row], tuple[object, object]]
    given: tuple[str, ...]
    expected: tuple[str, ...]
    allows_blank: bool = False
    notes: tuple[str, ...] = ("title", "working")


KINDS = {
    "adherence": Kind(
        adherence.run_adherence,
        given=("input_json",),
        expected=(
            *(*adherence.COUNTS, *adherence.SHARES, "status", "interrupted"),
            *("composite_fraction", "volume_fraction", "composite_pct_display"),
        ),
    ),
    "e1rm": Kind(
        loads.run_e1rm,
        given=("load_kg", "reps", "rpe", "to_failure"),
        expected=("method", "pct_1rm", "e1rm_kg", "sigma_pct"),
        allows_blank=True,
    ),
    "e1rm_trend": Kind(
        loads.run_trend,
        given=("points_json", "as_of_day", "half_life_days", "window_days"),
        expected=("trend_kg", "sigma_pct", "n_used"),
        allows_blank=True,
    ),
    "metrics": Kind(
        metrics.run_metric,
        given=("metric", "input_json"),
        expected=("expected",),
        allows_blank=True,
    ),
    "phase_roll": Kind(
        phases.run_phase_roll, given=("input_json",), expected=("decision", "reason")
    ),
    "plate": Kind(
        loads.run_plates,
        given=("target", "bar", "collars_total", "pairs_json", "mode"),
        expected=("status", "total", "delta", "per_side"),
    ),
    "progression": Kind(
        progression.run_progression, given=("rule", "input_json"), expected=("expected_json",)
    ),
    "rounding": Kind(loads.run_rounding, given=("value", "step", "mode"), expected=("rounded",)),
}
