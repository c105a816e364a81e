"""Keep on each group what its sets amount to, so that weeks never add up sets (decision 6)."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from athletes.actions.bulk_rows import update_rows
from athletes.actions.planned_rows import owed_volume
from athletes.models import PlannedGroup, SetLog
from athletes.queries.session_cards import WARMUP
from programs.engine.adherence.measures import Basis, DoneSet, Item, Tally, tally
from programs.engine.units import rounded

FIELDS = ("sets_credited", "volume_done", "volume_owed", "compliant", "evaluable")
PLACES = 3

_BASES: dict[str, Basis | None] = {"LOAD": "load", "RPE": "rpe", "NONE": None}


def keep_tallies(*, groups: Iterable[PlannedGroup], sets: Mapping[int, Sequence[SetLog]]) -> int:
    """Write the tallies of groups from their standing sets, by group and in order. 1 query.

    Optional and warm-up groups owe nothing, so they are counted as nothing.
    """
    return update_rows(
        PlannedGroup,
        (tally_values(group, sets=sets.get(group.pk, ())) for group in groups if owes(group)),
        fields=FIELDS,
    )


def owes(group: PlannedGroup) -> bool:
    """Tell whether adherence counts the group (cases, "From prescriptions")."""
    return not group.is_optional and group.intent != WARMUP


def tally_values(group: PlannedGroup, *, sets: Sequence[SetLog]) -> tuple[Any, ...]:
    """Return the group's key and its tallies, as ``FIELDS`` names them.

    The dose done is the quotient times the dose owed: exact to the thousandth, since both are
    whole repetitions times loads of three decimals.
    """
    counted: Tally = tally(item_of(group, sets=sets))
    owed = owed_volume(sets=group.sets, rep_floor=group.rep_floor, load_kg=group.load_kg)
    done = counted.raw_share / group.sets * Fraction(owed) if group.sets else Fraction(0)
    return (
        group.pk,
        counted.sets_credited,
        rounded(done, places=PLACES),
        owed,
        counted.compliant,
        counted.evaluable,
    )


def item_of(group: PlannedGroup, *, sets: Sequence[SetLog]) -> Item:
    """Return a group and its sets as adherence reads them.

    Substituted as soon as one of them was another exercise.
    """
    return Item(
        exercise=group.exercise_name,
        sets=group.sets,
        rep_floor=group.rep_floor,
        load_kg=group.load_kg,
        rpe=group.rpe,
        basis=_BASES[group.basis],
        is_substituted=any(_is_other(one, group) for one in sets),
        done=tuple(
            DoneSet(reps=one.reps, load_kg=one.load_kg, rpe=one.rpe, is_warmup=one.is_warmup)
            for one in sets
        ),
    )


def _is_other(done: SetLog, group: PlannedGroup) -> bool:
    return done.exercise_id != group.exercise_id or (
        group.exercise_id is None and done.exercise_name != group.exercise_name
    )
