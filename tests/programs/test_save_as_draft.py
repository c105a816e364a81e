"""A program edited elsewhere becomes the template's draft, all or nothing."""

from typing import Any

import pytest

from coaching.accounts.models import Membership
from programs.actions.match_names import UnknownExercises
from programs.actions.save_as_draft import ChangedMeanwhile, NothingDiffers, Seen, save_as_draft
from programs.actions.save_sheet import save_sheet
from programs.actions.start_draft import start_draft
from programs.engine.program import read_program
from programs.models import Exercise, ProgramTemplate, ProgramVersion, TypedSheet
from programs.queries.program_of import program_of
from tests import make
from tests.programs.importing import program, published

pytestmark = pytest.mark.django_db

FOUR = read_program(program("Squat").replace('"sets": 3', '"sets": 4'))


@pytest.fixture
def coach() -> Membership:
    coach = make.membership()
    for name in ("Squat", "Bench Press"):
        make.exercise(name=name)
    return coach


@pytest.fixture
def first(coach: Membership) -> ProgramVersion:
    return published(coach, source=program("Squat"))


def saved(first: ProgramVersion, coach: Membership, **fields: Any) -> ProgramVersion:
    fields = {"program": FOUR, "seen": Seen(1, first.version), **fields}
    return save_as_draft(template=first.template, by=coach.user, now=make.NOW, **fields)


def test_published_version_gets_a_draft_behind_it(first: ProgramVersion, coach: Membership) -> None:
    draft = saved(first, coach)

    assert (draft.number, draft.status) == (2, "DRAFT")
    assert program_of(draft) == FOUR
    assert program_of(ProgramVersion.objects.get(pk=first.pk)) == program_of(first)
    assert [row.exercise.name for row in draft.exercises.all()] == ["Squat"]


def test_draft_that_was_seen_is_replaced_with_its_unread_cells(
    first: ProgramVersion, coach: Membership
) -> None:
    draft = start_draft(template=first.template, by=coach.user, now=make.NOW)
    save_sheet(
        version=draft, phase=0, lines=[["what?"]], expected_version=1, by=coach.user, now=make.NOW
    )

    again = saved(first, coach, seen=Seen(2, 2))

    assert (again.pk, again.version) == (draft.pk, 3)
    assert program_of(again) == FOUR
    assert not TypedSheet.objects.exists()


def test_draft_changed_since_it_was_seen_is_kept(first: ProgramVersion, coach: Membership) -> None:
    draft = start_draft(template=first.template, by=coach.user, now=make.NOW)
    ProgramVersion.objects.filter(pk=draft.pk).update(version=2)

    with pytest.raises(ChangedMeanwhile):
        saved(first, coach, seen=Seen(2, 1))
    with pytest.raises(ChangedMeanwhile):
        saved(first, coach)

    kept = ProgramVersion.objects.get(pk=draft.pk)
    assert (kept.body, kept.version) == (first.body, 2)


def test_same_twice_is_one_draft(first: ProgramVersion, coach: Membership) -> None:
    draft = saved(first, coach)

    with pytest.raises(ChangedMeanwhile):
        saved(first, coach)
    with pytest.raises(NothingDiffers):
        saved(first, coach, seen=Seen(2, draft.version))

    assert ProgramVersion.objects.count() == 2
    assert ProgramVersion.objects.get(number=2).version == draft.version


def test_name_nobody_knows_blocks_and_suggests(first: ProgramVersion, coach: Membership) -> None:
    typo = read_program(program("Squat", "Bench Pres"))

    with pytest.raises(UnknownExercises) as refused:
        saved(first, coach, program=typo)

    (match,) = refused.value.matches.values()
    assert [one.name for one in match.suggestions][:1] == ["Bench Press"]
    assert ProgramVersion.objects.count() == 1

    bench = Exercise.objects.get(name="Bench Press")
    draft = saved(first, coach, program=typo, matches={"Bench Pres": bench.pk})
    assert draft.exercises.get(name="Bench Pres").exercise == bench


@pytest.mark.parametrize("role", ["ASSISTANT", None])
def test_who_may_not_change_programs_saves_nothing(first: ProgramVersion, role: str | None) -> None:
    place = {"role": role, "organization": first.organization} if role else {}

    with pytest.raises(ProgramTemplate.DoesNotExist):
        saved(first, make.membership(**place))

    assert ProgramVersion.objects.count() == 1
