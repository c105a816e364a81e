"""A phase kept as typed: read into the draft, or as text until it can be."""

from typing import Any

import pytest

from coaching.accounts.models import Membership
from programs.actions.publish_version import VersionIsPublished, publish_version
from programs.actions.rearrange_phases import rearrange_phases
from programs.actions.save_draft import save_draft
from programs.actions.save_sheet import SavedSheet, SheetInvalid, save_sheet
from programs.actions.stale_version import StaleVersion
from programs.actions.unread_cells import CellsUnread
from programs.engine.building.phases import with_copy
from programs.engine.building.sheet import sheet_of
from programs.engine.program import program_to_json
from programs.models import ProgramVersion, TypedSheet
from programs.queries.program_of import program_of
from tests import make
from tests.programs.importing import AS_WRITTEN, imported, program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.fixture
def draft(coach: Membership) -> ProgramVersion:
    return imported(coach, program("Squat", "Bench Press"))


def cells(draft: ProgramVersion) -> list[list[str]]:
    return [list(line) for line in sheet_of(program_of(draft), phase=0)]


def typed(draft: ProgramVersion, coach: Membership, **fields: Any) -> SavedSheet:
    """Save the phase with the squat's cell as given."""
    lines = cells(draft)
    lines[6][3] = fields.pop("cell", "3x5")
    fields = {"phase": 0, "expected_version": draft.version, **fields}
    return save_sheet(
        version=draft, lines=fields.pop("lines", lines), by=coach.user, now=make.NOW, **fields
    )


def test_cell_that_can_be_read_changes_the_draft_and_its_exercises(
    draft: ProgramVersion, coach: Membership
) -> None:
    lines = cells(draft)
    lines[6] = ["", "Deadlift", "", "2x3@85%"]
    saved = typed(draft, coach, lines=lines)

    assert saved.is_read
    row = ProgramVersion.objects.get(pk=draft.pk)
    assert row.version == draft.version + 1
    assert cells(row)[6] == ["", "Deadlift", "", "2x3@85%"]
    assert set(row.exercises.values_list("name", flat=True)) == {"Deadlift", "Bench Press"}


def test_cell_that_cannot_be_read_is_kept_as_typed_and_the_program_stays(
    draft: ProgramVersion, coach: Membership
) -> None:
    saved = typed(draft, coach, cell="three sets")

    assert [(fault.line, fault.cell) for fault in saved.faults] == [(7, 4)]
    row = ProgramVersion.objects.get(pk=draft.pk)
    assert (row.body, row.version) == (draft.body, draft.version + 1)
    sheet = TypedSheet.objects.get()
    assert (sheet.phase, sheet.lines[6][3], sheet.typed_at) == (0, "three sets", make.NOW)


def test_mended_cell_takes_the_typed_text_away(draft: ProgramVersion, coach: Membership) -> None:
    broken = typed(draft, coach, cell="three sets").version
    saved = typed(broken, coach, cell="4x5", expected_version=broken.version)

    assert saved.is_read
    assert not TypedSheet.objects.exists()
    assert cells(ProgramVersion.objects.get(pk=draft.pk))[6][3] == "4x5"


def test_saving_the_same_again_changes_nothing(draft: ProgramVersion, coach: Membership) -> None:
    once = typed(draft, coach, cell="three sets").version
    again = typed(once, coach, cell="three sets", expected_version=once.version).version
    assert again.version == once.version
    back = typed(again, coach, expected_version=again.version).version
    assert typed(back, coach, expected_version=back.version).version.version == back.version


@pytest.mark.parametrize("cell", ["4x5", "three sets"])
def test_second_of_two_coaches_is_refused_and_loses_nothing_of_the_first(
    draft: ProgramVersion, coach: Membership, cell: str
) -> None:
    typed(draft, coach, cell="5x5")
    before = ProgramVersion.objects.values().get(pk=draft.pk)

    with pytest.raises(StaleVersion) as raised:
        typed(draft, coach, cell=cell, expected_version=draft.version)

    assert raised.value.version.version == draft.version + 1
    assert ProgramVersion.objects.values().get(pk=draft.pk) == before
    assert not TypedSheet.objects.exists()


def test_draft_with_unread_cells_is_neither_published_nor_rearranged(
    draft: ProgramVersion, coach: Membership
) -> None:
    broken = typed(draft, coach, cell="three sets").version
    for attempt in (
        lambda: publish_version(version=broken, by=coach.user, now=make.NOW),
        lambda: rearrange_phases(
            version=broken,
            change=lambda program: with_copy(program, phase=0),
            expected_version=broken.version,
            by=coach.user,
        ),
    ):
        with pytest.raises(CellsUnread, match="phase 1 can't be read"):
            attempt()
    assert ProgramVersion.objects.get(pk=draft.pk).status == "DRAFT"


def test_file_put_into_the_draft_replaces_what_was_typed(
    draft: ProgramVersion, coach: Membership
) -> None:
    broken = typed(draft, coach, cell="three sets").version
    save_draft(
        version=broken,
        body=program_to_json(program_of(draft)),
        expected_version=broken.version,
        by=coach.user,
    )
    assert not TypedSheet.objects.exists()


def test_phases_rearranged_bump_the_draft(draft: ProgramVersion, coach: Membership) -> None:
    changed = rearrange_phases(
        version=draft,
        change=lambda program: with_copy(program, phase=0),
        expected_version=draft.version,
        by=coach.user,
    )
    row = ProgramVersion.objects.get(pk=draft.pk)
    assert (row.version, row.week_count) == (draft.version + 1, 2)
    with pytest.raises(StaleVersion):
        rearrange_phases(
            version=changed,
            change=lambda program: program,
            expected_version=draft.version,
            by=coach.user,
        )


def test_published_version_and_strangers_are_refused(
    draft: ProgramVersion, coach: Membership
) -> None:
    with pytest.raises(ProgramVersion.DoesNotExist):
        typed(draft, make.membership(), cell="4x5")
    publish_version(version=draft, by=coach.user, now=make.NOW, reasons=[AS_WRITTEN])
    with pytest.raises(VersionIsPublished):
        typed(draft, coach, cell="4x5")


@pytest.mark.parametrize(
    "lines",
    [None, "text", [["a"], "b"], [[1]], [["\x00"]], [["a"]] * 501, [["a"] * 61], [["a" * 20_001]]],
)
def test_what_is_no_sheet_is_refused(draft: ProgramVersion, coach: Membership, lines: Any) -> None:
    with pytest.raises(SheetInvalid):
        typed(draft, coach, lines=lines)
    with pytest.raises(SheetInvalid):
        typed(draft, coach, phase=1)
