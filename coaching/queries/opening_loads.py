"""A program with the loads that one athlete would start it with."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from athletes.actions.opening_values import opening_values
from athletes.models import Athlete
from athletes.queries.load_maker import LoadMaker
from athletes.queries.loads import Loads
from athletes.queries.named_exercises import find_exercises
from programs.engine.program import Program, exercise_names
from programs.engine.resolving.resolve import Resolution, resolve
from programs.models import Exercise, ProgramVersion
from programs.queries.program_of import program_of


def resolve_for(
    athlete: Athlete,
    *,
    version: ProgramVersion,
    now: datetime,
    given: Mapping[str, Decimal | None] | None = None,
    own: Program | None = None,
) -> Resolution:
    """Return the version with the athlete's loads, from what is known of them today and ``given``.

    ``own`` is another form of it, such as the one for home. 5 queries, 7 with ``own``. ``athlete``
    comes with its equipment. Raises AnchorRunsAway.
    """
    program = own or program_of(version)
    said = {athlete.pk: given} if given else {}
    openings = opening_values(version=version, athletes=[athlete], given=said, own=own, now=now)
    exercises: dict[str, Exercise | None] = {
        row.name: row.exercise for row in version.exercises.select_related("exercise")
    }
    if own is not None:
        exercises |= find_exercises(athlete, names=set(exercise_names(own)) - exercises.keys())
    make_load = LoadMaker(
        rounding=program.rounding,
        unit=Loads.of(athlete).unit,
        equipment=getattr(athlete, "equipment", None),
        exercises=exercises,
    )
    return resolve(
        program,
        anchors={opening.name: opening.value for opening in openings[athlete.pk]},
        make_load=make_load,
    )
