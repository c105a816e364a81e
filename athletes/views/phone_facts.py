"""What the phone must know of a session to log it without the server, as JSON."""

import json
from decimal import Decimal
from typing import Any

from athletes.actions.check_set import (
    HEAVIEST_KG,
    MOST_REPS,
    NegativeLoad,
    NegativeReps,
    TooHeavy,
    TooManyReps,
)
from athletes.actions.finish_sessions import HEAVIEST_BODY_KG, BodyWeightImplausible
from athletes.forms.numbers import NumberField, WholeNumberField
from athletes.forms.skip_form import REASON_MISSING
from athletes.queries.loads import Loads
from athletes.queries.session_blocks import ExerciseBlock, GroupBlock, SessionPage
from programs.engine.volume import duration


def session_facts(page: SessionPage) -> dict[str, Any]:
    """Return what a template needs of a session: each value a JSON text but the sentences."""
    base = {"plan": page.plan_id, "phase_seq": page.phase_seq, "session": page.id, "version": None}
    return {
        "base": json.dumps(base),
        "facts": json.dumps({"planned_session": page.id}),
        "sentences": _sentences(Loads(unit="lb" if page.unit == "lb" else "kg")),
    }


def group_facts(group: GroupBlock, *, block: ExerciseBlock) -> str:
    """Return what the phone says of each set of a group, as the athlete saw it."""
    if group.id < 0:
        return extra_facts(block.exercise_name)
    return json.dumps(
        {
            "planned_group": group.id,
            "slot_key": block.slot_key,
            "exercise_name": block.exercise_name,
            "is_warmup": group.is_warmup,
            "prescribed_reps": group.reps,
            "prescribed_kg": _text(group.load_kg or (group.top.kg if group.top else None)),
            "prescribed_rpe": _text(group.rpe),
        }
    )


def extra_facts(exercise_name: str, *, session_id: int | None = None) -> str:
    """Return what the phone says of each set of an exercise beyond the plan."""
    said = {"planned_group": None, "exercise_name": exercise_name, "is_warmup": False}
    return json.dumps(said if session_id is None else {**said, "planned_session": session_id})


def top_facts(group: GroupBlock) -> str:
    """Return how the phone finds a load that goes by today's top set; empty for any other."""
    if group.top is None:
        return ""
    return json.dumps(
        {
            "slot_key": group.top.slot_key,
            "percent": float(group.top.percent),
            "added_kg": float(group.top.added_kg),
            "is_down": group.top.is_down,
            "loads": [float(load) for load in group.top.loads],
        }
    )


def seconds_a_rep(group: GroupBlock) -> int:
    """Return how long one counted repetition takes, to tell rest from work; 1 counts seconds."""
    return 1 if group.reps.endswith("s") else duration.seconds_a_rep(group.tempo)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def body_sentences(loads: Loads) -> dict[str, Any]:
    """Return what the server would say to a body weight."""
    return {
        "body_weight": {
            "most": float(loads.shown(Decimal(HEAVIEST_BODY_KG))),
            "unreadable": str(NumberField.default_error_messages["invalid"]),
            "low": str(BodyWeightImplausible()),
            "high": str(BodyWeightImplausible()),
        }
    }


def reason_sentences() -> dict[str, Any]:
    """Return what the server would say to a session skipped without a reason."""
    return {"reason+note": {"required": str(REASON_MISSING)}}


def _sentences(loads: Loads) -> dict[str, Any]:
    """Return what the server would say to each number, so that the phone says the same."""
    return {
        "load": {
            "most": float(loads.shown(HEAVIEST_KG)),
            "unreadable": str(NumberField.default_error_messages["invalid"]),
            "low": str(NegativeLoad()),
            "high": str(TooHeavy()),
        },
        "reps": {
            "most": MOST_REPS,
            "is_whole": True,
            "required": str(WholeNumberField.default_error_messages["required"]),
            "unreadable": str(WholeNumberField.default_error_messages["invalid"]),
            "low": str(NegativeReps()),
            "high": str(TooManyReps()),
        },
    }
