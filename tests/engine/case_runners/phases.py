"""Phase decisions, the local date found from an instant and a zone."""

from datetime import date, datetime

from programs.engine.goals import Goal
from programs.engine.phases.decision import Decision, Evidence, RollMode, decide
from programs.engine.timeline import local_date

from .values import fraction, read_json


def run_phase_roll(row):
    given = read_json(row["input_json"])
    today = local_date(datetime.fromisoformat(given["now"]), zone=given["tz"])
    verdict = decide(read_evidence(given), today=today)
    return (
        {"decision": verdict.decision.value, "reason": verdict.reason.value},
        {"decision": row["decision"], "reason": row["reason"]},
    )


def read_evidence(given):
    return Evidence(
        mode=RollMode(given["mode"]),
        goal=Goal(given["phase_type"]),
        last_on=date.fromisoformat(given["phase_end"]),
        is_paused=given["paused"],
        override=Decision(given["override"]) if given["override"] else None,
        has_pain=given["pain"],
        days_since_session=whole(given["days_since_last"]),
        exposure=fraction(given["exposure"]),
        extensions_used=int(given["extensions_used"]),
        repeats_used=int(given["repeats_used"]),
        weeks_since_deload=whole(given["weeks_since_deload"]),
        fatigue_reasons=int(given["fatigue_reasons"]),
        next_goal=Goal(given["next_type"]) if given["next_type"] else None,
        lift_changes_pct=tuple(given["lift_changes_pct"]),
        is_still_rising=given["still_rising"],
        phase_weeks=int(given["phase_weeks"]),
        has_test_results=given["test_results"],
    )


def whole(value):
    return None if value is None else int(value)
