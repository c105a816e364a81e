"""Keep on each group what its sets amount to, and on the log of its session what groups do."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.db import connection

from athletes.actions.bulk_rows import array_of, arrays_of, columns_of, field_of
from athletes.actions.planned_rows import owed_volume
from athletes.actions.session_totals import OWED, SUMS
from athletes.models import PlannedGroup, SetLog
from athletes.models.log import TOTALS
from athletes.queries.session_cards import WARMUP
from programs.engine.adherence.measures import Basis, DoneSet, Item, Tally, tally
from programs.engine.units import rounded

FIELDS = ("sets_credited", "volume_done", "volume_owed", "compliant", "evaluable")
PLACES = 3

# A statement sees the groups as they were before it, so those written come from it, not the table.
KEEP = """
WITH given AS (SELECT * FROM unnest({arrays}) AS given ({columns})),
kept AS (
    UPDATE athletes_plannedgroup g
    SET sets_credited = given.sets_credited, volume_done = given.volume_done,
        volume_owed = given.volume_owed, compliant = given.compliant, evaluable = given.evaluable
    FROM given WHERE g.id = given.id
    RETURNING g.session_id, g.sets, g.sets_credited, g.volume_done, g.volume_owed, g.compliant,
              g.evaluable
),
added (session_id, {totals}) AS (
    SELECT g.session_id, {sums}
    FROM (
        SELECT * FROM kept
        UNION ALL
        SELECT g.session_id, g.sets, g.sets_credited, g.volume_done, g.volume_owed, g.compliant,
               g.evaluable
        FROM athletes_plannedgroup g
        WHERE g.session_id IN (SELECT session_id FROM kept) AND {owed}
          AND g.id NOT IN (SELECT id FROM given)
    ) AS g GROUP BY g.session_id
)
UPDATE athletes_sessionlog l
SET sets_prescribed = added.sets_prescribed, sets_done = added.sets_done,
    compliant = added.compliant, evaluable = added.evaluable,
    volume_credit = added.volume_credit, volume_raw_credit = added.volume_raw_credit
FROM added WHERE l.planned_session_id = added.session_id
"""

_BASES: dict[str, Basis | None] = {"LOAD": "load", "RPE": "rpe", "NONE": None}


def keep_tallies(*, groups: Iterable[PlannedGroup], sets: Mapping[int, Sequence[SetLog]]) -> None:
    """Write the tallies of groups from their standing sets, by group and in order.

    With them the totals of their sessions, which were begun. Inside a transaction that holds the
    athlete. Optional and warm-up groups owe nothing, so they are counted as nothing. 1 query; 0
    where no group owes.
    """
    values = [tally_values(group, sets=sets.get(group.pk, ())) for group in groups if owes(group)]
    if not values:
        return
    fields = [field_of(PlannedGroup, name) for name in ("pk", *FIELDS)]
    statement = KEEP.format(
        arrays=arrays_of(fields).as_string(),
        columns=columns_of(fields).as_string(),
        sums=SUMS,
        owed=OWED,
        totals=", ".join(TOTALS),
    )
    columns = zip(*values, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(statement, list(map(array_of, fields, columns)))


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
