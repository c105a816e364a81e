"""Which exercises can stand in for another, best first, by what the athlete has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from programs.engine.substitution.comparison import kept, lost, shared_muscles
from programs.engine.substitution.equipment import LOADABLE, Equipment, can_do, needs_extra_kit
from programs.engine.substitution.start_load import StartLoad, start_of
from programs.engine.tables import ExerciseRow, Substitution, exercises, substitutions
from programs.engine.tables.spoken import spoken
from programs.engine.wording import Value, Words

MOST_CANDIDATES = 5
ROLES = ("competition", "variation", "accessory", "isolation")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A substitute: why it is one, what it keeps and loses, and how its load is found."""

    exercise: ExerciseRow
    reason: Words
    kept: tuple[Words, ...]
    lost: tuple[Words, ...]
    start: StartLoad
    note: str = ""


def replacements(
    exercise: ExerciseRow,
    *,
    equipment: Equipment,
    must_be_compound: bool = False,
    most: int = MOST_CANDIDATES,
    catalogue: Mapping[str, ExerciseRow] | None = None,
) -> tuple[Candidate, ...]:
    """Return what the athlete can do in place of the exercise, best first, none if nothing fits.

    The substitution table goes first, then the same movement with a shared primary muscle, then
    any exercise with one. ``must_be_compound`` for the main lifts of a strength phase (ST21). At
    most one candidate needs extra kit (spec 7). ``catalogue`` by slug, the built-in one if None.
    """
    known = exercises() if catalogue is None else catalogue
    table = substitutions().get(exercise.slug)
    fitting = [
        row
        for row in _in_order(exercise, table=table, known=known)
        if can_do(row, equipment=equipment) and (row.mechanic == "compound" or not must_be_compound)
    ]
    chosen = _with_little_kit(fitting)[:most]
    return tuple(_candidate(exercise, row, table=table) for row in chosen)


def _in_order(
    exercise: ExerciseRow, *, table: Substitution | None, known: Mapping[str, ExerciseRow]
) -> Iterator[ExerciseRow]:
    listed = [known[slug] for slug in table.substitutes if slug in known] if table else []
    yield from listed
    others = [
        row
        for row in known.values()
        if row.slug != exercise.slug and row not in listed and _shares_primary(exercise, row)
    ]
    yield from sorted(others, key=lambda row: _distance(exercise, row))


def _distance(exercise: ExerciseRow, row: ExerciseRow) -> tuple[int | str, ...]:
    """Return how far it is: measure, movement, joints, load, muscles, family, role, kit, name."""
    shared = len(set(exercise.primary_muscles) & set(row.primary_muscles))
    strange = len(set(row.primary_muscles) - set(exercise.primary_muscles))
    loses_load = exercise.load_convention in LOADABLE and row.load_convention not in LOADABLE
    return (
        int(exercise.measure != row.measure),
        int(exercise.movement_pattern != row.movement_pattern),
        int(exercise.mechanic != row.mechanic),
        int(loses_load),
        -shared,
        strange,
        int(exercise.competition_family != row.competition_family),
        abs(ROLES.index(exercise.role) - ROLES.index(row.role)),
        int(needs_extra_kit(row)),
        row.slug,
    )


def _with_little_kit(rows: list[ExerciseRow]) -> list[ExerciseRow]:
    """Keep the first that needs extra kit and drop the others: one must always be at hand."""
    with_kit = [row for row in rows if needs_extra_kit(row)]
    return [row for row in rows if row not in with_kit[1:]]


def _candidate(exercise: ExerciseRow, row: ExerciseRow, *, table: Substitution | None) -> Candidate:
    is_listed = table is not None and row.slug in table.substitutes
    return Candidate(
        exercise=row,
        reason=_reason(exercise, row, is_listed=is_listed),
        kept=kept(exercise, row),
        lost=lost(exercise, row),
        start=start_of(row, row=table),
        note=table.note if table is not None and row.slug == table.substitutes[0] else "",
    )


def _reason(exercise: ExerciseRow, row: ExerciseRow, *, is_listed: bool) -> Words:
    muscles = spoken(shared_muscles(exercise, row))
    if is_listed:
        usual: dict[str, Value] = {"exercise": exercise.name, "muscles": muscles}
        return Words("The usual substitute of {exercise}, for {muscles}.", usual)
    if row.movement_pattern == exercise.movement_pattern:
        same = {"movement": spoken([row.movement_pattern]), "muscles": muscles}
        return Words("The same movement ({movement}) for {muscles}.", same)
    return Words("Another movement for {muscles}.", {"muscles": muscles})


def _shares_primary(exercise: ExerciseRow, row: ExerciseRow) -> bool:
    return not set(exercise.primary_muscles).isdisjoint(row.primary_muscles)
