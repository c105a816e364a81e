"""The shape of an exercise beyond the plan, for the phone to name where it is added there."""

from dataclasses import replace

from athletes.queries.session_blocks import ExerciseBlock, GroupBlock, SessionPage, SetRow
from athletes.views.set_rows import ExerciseCard, extra_cards

# What stands where the exercise's name goes.
NAME = "%name"
LABEL = "+"
# No row stands behind a group below 0, and no page has as many of them.
GROUP_ID = -1000


def new_exercise_card(page: SessionPage) -> ExerciseCard:
    """Return the card of an exercise of any name, with one set to do."""
    (card,) = extra_cards(replace(page, extras=(_block(),)))
    return replace(card, face=replace(card.face, anchor="new"))


def _block() -> ExerciseBlock:
    return ExerciseBlock(
        slot_key="",
        label=LABEL,
        exercise_id=None,
        exercise_name=NAME,
        is_main=False,
        note="",
        superset="",
        load_convention="",
        planned_name="",
        skip_reason="",
        warm_ups=(),
        groups=(_group(),),
    )


def _group() -> GroupBlock:
    row = SetRow(
        number=1,
        target_reps="",
        target_load=None,
        reps=None,
        load=None,
        load_kg=None,
        performed=None,
        last=None,
        asks_effort=False,
        is_next=False,
        is_extra=True,
    )
    return GroupBlock(
        id=GROUP_ID,
        sets=0,
        reps="",
        work="",
        load_kg=None,
        target_load=None,
        percent=None,
        rpe=None,
        rir=None,
        rest_s=None,
        tempo="",
        intent="",
        is_warmup=False,
        is_optional=True,
        decides=False,
        top=None,
        explanation="",
        plates=None,
        rows=(row,),
    )
