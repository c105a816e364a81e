"""A scheme's rules go by the sets and efforts that an athlete logs."""

from decimal import Decimal

import pytest

from athletes.actions.finish_session import finish_session
from athletes.actions.log_sets import log_sets
from athletes.models import PlannedGroup, PlannedSession
from programs.engine.schemes.double import DoubleScheme
from programs.engine.schemes.linear import LinearScheme
from programs.engine.schemes.preview import program_of
from programs.engine.schemes.scheme import Place
from tests import make
from tests.athletes.logging import entry


def loads(scheme, *, reps, rpe):
    """Return load and repetitions asked in the second session after these sets in the first."""
    athlete = make.athlete()
    place = Place(key="squat", exercise="Squat", opening_kg=Decimal(100), weeks=2)
    program = program_of(scheme.expand(place), place=place, name=scheme.name)
    version = make.version_of(program, organization=athlete.organization)
    starts = {athlete.pk: {"w:squat": Decimal(100)}}
    make.plan(athlete=athlete, version=version, anchors=starts)
    first = PlannedSession.objects.get(athlete=athlete, ordinal=1)
    group = first.groups.get()
    sets = [
        entry(group, position=number, reps=done, rpe=rpe)
        for number, done in enumerate(reps, start=1)
    ]
    log_sets(athlete=athlete, sets=sets, by=None, now=make.NOW)
    finish_session(planned_session=first, session_rpe=Decimal(7), note="", by=None, now=make.NOW)
    after = PlannedGroup.objects.get(athlete=athlete, session__ordinal=2)
    return after.load_kg, after.reps


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reps", "rpe", "load"),
    [((5, 5, 5), "9", "102.5"), ((5, 5, 5), "9.5", "100"), ((5, 5, 4), "8", "100")],
)
def test_linear_holds_the_load_when_the_last_set_was_too_hard(reps, rpe, load):
    assert loads(LinearScheme(), reps=reps, rpe=Decimal(rpe)) == (Decimal(load), "5")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reps", "asked"),
    [
        ((12, 12, 12), ("102.5", "8")),
        # The worst set decides, not the last.
        ((12, 9, 12), ("100", "10")),
        ((12, 12), ("100", "8")),
    ],
)
def test_double_goes_by_the_worst_set(reps, asked):
    load, target = loads(DoubleScheme(), reps=reps, rpe=Decimal(8))

    assert (str(load.normalize()), target) == (str(Decimal(asked[0]).normalize()), asked[1])
