"""Which exercises may change between two phases, and that none change inside one."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from programs.engine.program.parts import Mesocycle, Week
from programs.engine.tables import ExerciseRow, exercises
from programs.engine.tables.catalogue_names import ExerciseOf, catalogue_exercise

# M05 and spec 5.2.
TRAINED_SHARE = Fraction(1, 2)
CHANGED_SHARE = Fraction(1, 2)
NO_FAMILY = "none"


@dataclass(frozen=True, slots=True)
class Kept:
    """An accessory of the phase before, proposed to stay in place of a new one."""

    new: str
    keep: str


@dataclass(frozen=True, slots=True)
class Rotation:
    """How the exercises change at a boundary.

    Shares are None without such exercises. ``untrained`` main lifts had neither themselves nor one
    of their family in the phase before; ``returns`` pairs a varied main lift with the competition
    lift to go back to.
    """

    trained_share: Fraction | None
    untrained: tuple[str, ...]
    returns: tuple[tuple[str, str], ...]
    changed_share: Fraction | None
    changed: tuple[str, ...]
    kept: tuple[Kept, ...]
    words: tuple[str, ...]

    @property
    def is_within_bounds(self) -> bool:
        """True where enough main lifts were trained and few enough accessories change."""
        is_trained = self.trained_share is None or self.trained_share >= TRAINED_SHARE
        return is_trained and (self.changed_share is None or self.changed_share <= CHANGED_SHARE)


@dataclass(frozen=True, slots=True)
class InsideChange:
    """Exercises that come and go between a phase's first week and a later one."""

    week: int
    came: tuple[str, ...]
    went: tuple[str, ...]


def rotation(
    *, before: Mesocycle, after: Mesocycle, exercise_of: ExerciseOf = catalogue_exercise
) -> Rotation:
    """Return how the exercises of two loading phases change, and what to keep.

    Main lifts are those that ``after`` marks as such. An exercise nobody knows counts by its name
    alone. Spec 5.2, M05.
    """
    trained = _names(before)
    mains = _names(after, is_main=True)
    untrained = tuple(name for name in mains if not _was_trained(name, trained, exercise_of))
    accessories = tuple(name for name in _names(after) if name not in mains)
    changed = tuple(name for name in accessories if name not in trained)
    trained_share = _share(len(mains) - len(untrained), len(mains))
    returns = tuple(_returns(mains, exercise_of))
    kept = _kept(changed, accessories=accessories, trained=trained, exercise_of=exercise_of)
    return Rotation(
        trained_share=trained_share,
        untrained=untrained,
        returns=returns,
        changed_share=_share(len(changed), len(accessories)),
        changed=changed,
        kept=kept,
        words=tuple(_words(trained_share, untrained, returns, kept)),
    )


def changes_inside(mesocycle: Mesocycle) -> tuple[InsideChange, ...]:
    """Return the weeks whose exercises differ from the phase's first; light weeks aside.

    Inside a phase only a linked substitution may change an exercise. Spec 5.2.
    """
    loading = [week for week in mesocycle.weeks if not week.is_deload]
    if not loading:
        return ()
    first = _of_week(loading[0])
    found = ((week.week, _of_week(week)) for week in loading[1:])
    return tuple(
        InsideChange(
            week=number,
            came=tuple(name for name in names if name not in first),
            went=tuple(name for name in first if name not in names),
        )
        for number, names in found
        if set(names) != set(first)
    )


def _names(mesocycle: Mesocycle, *, is_main: bool = False) -> tuple[str, ...]:
    slots = (slot for day in mesocycle.all_days for slot in day.slots)
    return tuple(
        dict.fromkeys(
            name for slot in slots if slot.is_main or not is_main for name in slot.exercises
        )
    )


def _of_week(week: Week) -> tuple[str, ...]:
    names = (name for day in week.days for slot in day.slots for name in slot.exercises)
    return tuple(dict.fromkeys(names))


def _was_trained(name: str, trained: tuple[str, ...], exercise_of: ExerciseOf) -> bool:
    if name in trained:
        return True
    family = _family(exercise_of(name))
    return family != NO_FAMILY and any(_family(exercise_of(one)) == family for one in trained)


def _family(exercise: ExerciseRow | None) -> str:
    return NO_FAMILY if exercise is None else exercise.competition_family


def _returns(mains: Iterable[str], exercise_of: ExerciseOf) -> Iterable[tuple[str, str]]:
    """Yield each varied main lift with its competition lift; dumbbell lifts have none."""
    for name in mains:
        exercise = exercise_of(name)
        if exercise is None or exercise.role == "competition" or exercise.is_home:
            continue
        lift = next(
            (
                row.name
                for row in exercises().values()
                if row.role == "competition" and row.competition_family == _family(exercise)
            ),
            None,
        )
        if lift is not None:
            yield name, lift


def _kept(
    changed: tuple[str, ...],
    *,
    accessories: tuple[str, ...],
    trained: tuple[str, ...],
    exercise_of: ExerciseOf,
) -> tuple[Kept, ...]:
    """Return what to keep so that at most half of the accessories are new."""
    too_many = len(changed) - len(accessories) // 2
    found: list[Kept] = []
    free = [name for name in trained if name not in accessories]
    for new in changed:
        if len(found) == max(too_many, 0):
            break
        keep = next((name for name in free if _shares_muscle(new, name, exercise_of)), None)
        if keep is not None:
            free.remove(keep)
            found.append(Kept(new=new, keep=keep))
    return tuple(found)


def _shares_muscle(new: str, old: str, exercise_of: ExerciseOf) -> bool:
    one, other = exercise_of(new), exercise_of(old)
    if one is None or other is None:
        return False
    return bool(set(one.primary_muscles) & set(other.primary_muscles))


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _words(
    trained_share: Fraction | None,
    untrained: tuple[str, ...],
    returns: tuple[tuple[str, str], ...],
    kept: tuple[Kept, ...],
) -> Iterable[str]:
    for name, lift in returns:
        yield f"Go back from {name} to {lift}, the lift itself."
    if trained_share is not None and trained_share < TRAINED_SHARE:
        yield (
            f"Fewer than half of the main lifts were trained before: open {', '.join(untrained)} "
            "with a ramp, or put a variation into the phase before."
        )
    for one in kept:
        yield f"Keep {one.keep} instead of {one.new}: at most half of the accessories change."
