"""A version trained by a virtual athlete, within what one request may cost."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from programs.engine.errors import TrainingError
from programs.engine.loads.load_anchors import load_anchors
from programs.engine.program import Program
from programs.engine.program.parts import Slot
from programs.engine.program.size import sets_in
from programs.engine.simulating.athlete import Athlete
from programs.engine.simulating.simulate import Loads, simulate
from programs.engine.simulating.simulated import Simulation
from programs.engine.substitution.home_anchors import groups_of
from programs.engine.tables.catalogue_names import ExerciseOf
from programs.queries.drawn_misses import drawn_misses

# Two years of six sessions a week, thirty sets each: about a second.
MOST_WEEKS = 104
MOST_SETS = 20_000


class ProgramTooLong(TrainingError):
    """A program that would take too long to simulate while somebody waits."""

    def __init__(self, *, weeks: int, sets: int) -> None:
        super().__init__(
            _(
                "A simulation takes %(most_weeks)s weeks and %(most_sets)s sets at most; "
                "this program has %(weeks)s weeks and %(sets)s sets. Split it into two programs."
            )
            % {
                "most_weeks": MOST_WEEKS,
                "most_sets": number_format(MOST_SETS, force_grouping=True),
                "weeks": weeks,
                "sets": number_format(sets, force_grouping=True),
            }
        )


def simulated(
    program: Program,
    *,
    athlete: Athlete,
    seed: int,
    exercise_of: ExerciseOf,
    loads: Loads | None,
) -> Simulation:
    """Return how the athlete lives through the program. No query.

    Raises ProgramTooLong, AnchorRunsAway and SessionsDoNotFit.
    """
    sets = sets_in(program)
    if program.week_count > MOST_WEEKS or sets > MOST_SETS:
        raise ProgramTooLong(weeks=program.week_count, sets=sets)
    return simulate(
        program,
        athlete=athlete,
        missed=drawn_misses(athlete, seed=seed),
        exercise_of=exercise_of,
        loads=loads,
    )


def lifts_of(program: Program) -> tuple[tuple[str, bool], ...]:
    """Return the lifts that a maximum tells something of, each with whether it is a main one.

    Main ones come first: those marked so, and those that the program's numbers rest on.
    """
    resting = {anchor.exercise for anchor in load_anchors(program) if anchor.kind != "w"}
    found: dict[str, bool] = {}
    for slot in program.slots:
        if _is_loaded(slot):
            for name in slot.exercises:
                found[name] = found.get(name, False) or slot.is_main or name in resting
    return tuple(sorted(found.items(), key=lambda lift: not lift[1]))


def _is_loaded(slot: Slot) -> bool:
    return any(
        part is not None for group in groups_of(slot) for part in (group.load, group.rpe, group.rir)
    )


def not_modeled(simulation: Simulation) -> Iterator[str]:
    """Yield what the model leaves out, for this simulation and always."""
    yield from simulation.notes
    yield _(
        "Strength grows and fades by the percentages given, whatever the program asks: "
        "the simulation shows how a program answers an athlete, not what it makes of one."
    )
    yield _("Nobody reports pain, poor sleep or soreness, so no hold and no relief comes of them.")
    yield _("The coach agrees to every proposal and sends on what is held, at once.")
    yield _("Sessions are done on their day or missed; none is moved, cut short or swapped.")
