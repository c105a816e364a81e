"""What a session page says around its sets: of an exercise, and of each group of equal sets."""

from dataclasses import dataclass

from django.urls import reverse

from athletes.queries.session_blocks import ExerciseBlock, GroupBlock, SessionPage
from athletes.templatetags.training import clock, load, number, typeset
from athletes.views.phone_facts import group_facts, seconds_a_rep, top_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseFace:
    """An exercise above its groups: texts to fill in, and what decides its shape (``filled``).

    ``partner`` names the others of its superset. ``is_left_out``: skipped before its first set.
    """

    anchor: str
    goal: str
    session_id: str
    slot_key: str
    label: str
    name: str
    history_url: str
    partner: str
    planned_name: str
    note: str
    skip_reason: str
    ways_url: str
    take_up_url: str
    is_joined: bool
    is_left_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFace:
    """What is asked of equal sets, and how their load was found; see ``ExerciseFace``.

    ``facts`` and ``top`` are what the phone says of each set and follows, as JSON; ``rep_s`` is
    how long one repetition takes. ``extra_of`` names an exercise beyond the plan.
    """

    facts: str
    top: str
    rep_s: str
    extra_of: str
    slot_key: str
    work: str
    load: str
    percent: str
    rir: str
    rest: str
    tempo: str
    explanation: str
    is_warmup: bool
    is_optional: bool
    is_top: bool
    is_back_off: bool
    is_per_hand: bool
    decides: bool


def face_of_exercise(
    block: ExerciseBlock, *, page: SessionPage, anchor: str, partner: str, is_joined: bool
) -> ExerciseFace:
    """Return what stands above the groups of an exercise."""
    rows = (row for group in block.groups for row in group.rows)
    key = block.exercise_id
    return ExerciseFace(
        anchor=anchor,
        goal=page.goal,
        session_id=str(page.id),
        slot_key=block.slot_key,
        label=block.label,
        name=block.exercise_name,
        history_url="" if key is None else reverse("exercise_history", args=[key]),
        partner=partner,
        planned_name=block.planned_name,
        note=block.note,
        skip_reason=block.skip_reason,
        ways_url=reverse("session_exercises", args=[page.id]),
        take_up_url=reverse("session_take_up", args=[page.id]),
        is_joined=is_joined,
        is_left_out=bool(block.skip_reason) and not any(row.performed for row in rows),
    )


def face_of_group(group: GroupBlock, *, block: ExerciseBlock, unit: str) -> GroupFace:
    """Return what stands above the sets of a group."""
    return GroupFace(
        facts=group_facts(group, block=block),
        top=top_facts(group),
        rep_s=str(seconds_a_rep(group)),
        extra_of=block.exercise_name if group.id < 0 else "",
        slot_key=block.slot_key,
        work=typeset(group.work),
        load=load(group.target_load, unit),
        percent=number(group.percent),
        rir=number(group.rir),
        rest=clock(group.rest_s) if group.rest_s else "",
        tempo=group.tempo,
        explanation=group.explanation,
        is_warmup=group.is_warmup,
        is_optional=group.is_optional,
        is_top=group.intent == "top",
        is_back_off=group.intent == "backoff",
        is_per_hand=block.load_convention == "per_hand",
        decides=group.decides,
    )
