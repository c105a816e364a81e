"""A scheme put in a program changes its slot and nothing else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.engine.program import exercise_names, program_to_json, read_program
from programs.engine.program.parts import Derived
from programs.engine.resolving.preview import preview_rows
from programs.engine.resolving.resolve import resolve
from programs.engine.schemes.apply import (
    AnchorIsDerived,
    SchemeNeedsWeeks,
    SlotNotInMesocycle,
    apply_scheme,
)
from programs.engine.schemes.linear import LinearScheme
from programs.engine.schemes.registry import schemes
from programs.engine.schemes.rir_ramp import RirRampScheme
from programs.engine.schemes.undulating import UndulatingScheme
from tests.engine.published import published


def rows(program, exercise):
    return [row for row in preview_rows(resolve(program)) if row[2] == exercise]


def test_linear_put_where_it_was_changes_no_load():
    program = published("stronglifts-5x5")
    scheme = LinearScheme(sets=5, rpe_cap=None, reset_rounds="by_program")

    applied = apply_scheme(program, scheme=scheme, mesocycle=0, slot="Squat", anchor="w:Squat")

    assert preview_rows(resolve(applied)) == preview_rows(resolve(program))
    assert applied.rules == (*program.rules[1:], program.rules[0])
    assert applied.anchors == program.anchors


def test_ramp_in_the_first_phase_leaves_everything_else_alone():
    program = published("alternating-10wk")
    scheme = RirRampScheme(reps="6-8", sets=5)

    applied = apply_scheme(program, scheme=scheme, mesocycle=0, slot="row-h", anchor="w:row")

    assert applied.mesocycles[1:] == program.mesocycles[1:]
    for exercise in exercise_names(program):
        if exercise != "Barbell Row":
            assert rows(applied, exercise) == rows(program, exercise)
    assert applied.rules[:-1] == program.rules
    assert applied.rules[-1].weeks == {1, 2, 3, 4}
    # The program's own week rule still adds 2.5 to the number.
    written = [row for row in rows(applied, "Barbell Row") if row[3] == 5]
    assert [(row[0], row[4], row[6], row[7]) for row in written] == [
        (1, "6-8", Decimal(70), 7),
        (2, "6-8", Decimal("72.5"), 8),
        (3, "6-8", Decimal(75), 9),
        (4, "6-8", Decimal("77.5"), 10),
    ]


def test_rules_of_the_slot_go_on_in_the_other_phases():
    program = published("alternating-10wk")
    first = program.mesocycles[0]
    second = replace(
        first,
        name="Again",
        weeks=tuple(replace(week, week=week.week + len(first.weeks)) for week in first.weeks),
    )
    slot = next(iter(program.slots))
    scheme = LinearScheme()
    base = replace(program, mesocycles=(first, second), rules=(), example_results={})
    with_rules = apply_scheme(base, scheme=scheme, mesocycle=0, slot=slot.key)
    with_both = apply_scheme(with_rules, scheme=scheme, mesocycle=1, slot=slot.key)

    ramped = apply_scheme(with_both, scheme=RirRampScheme(), mesocycle=1, slot=slot.key)

    length = len(first.weeks)
    kept = [rule for rule in ramped.rules if rule.read == "ok"]
    assert [rule.weeks for rule in kept] == [frozenset(range(1, length + 1))]
    assert ramped.mesocycles[0] == with_both.mesocycles[0]


@pytest.mark.parametrize("name", schemes())
@pytest.mark.parametrize("program", ["rir-ramp-meso", "531-fsl"])
def test_every_scheme_in_a_published_program_reads_and_resolves(name, program):
    before = published(program)
    slot = next(iter(before.slots))

    applied = apply_scheme(
        before, scheme=schemes()[name], mesocycle=0, slot=slot.key, opening_kg=Decimal(100)
    )

    assert read_program(program_to_json(applied)) == applied
    assert all(row[6] is not None for row in rows(applied, slot.exercise))


def test_days_of_undulation_get_keys_of_their_own():
    program = published("531-fsl")
    key = next(iter(program.slots)).key

    applied = apply_scheme(program, scheme=UndulatingScheme(), mesocycle=0, slot=key)

    assert {slot.key for slot in applied.slots} == {f"{key}-1"}


def test_apply_refuses_what_it_cannot_write():
    program = published("stronglifts-5x5")

    with pytest.raises(SlotNotInMesocycle, match="no exercise with the key “Snatch”"):
        apply_scheme(program, scheme=LinearScheme(), mesocycle=0, slot="Snatch")
    with pytest.raises(SchemeNeedsWeeks, match="takes its days in turn"):
        apply_scheme(program, scheme=RirRampScheme(), mesocycle=0, slot="Squat")
    derived = replace(program, derived={"w:light": Derived(of="w:Squat", percent=Decimal(80))})
    with pytest.raises(AnchorIsDerived, match="go by “w:Squat”"):
        apply_scheme(derived, scheme=LinearScheme(), mesocycle=0, slot="Squat", anchor="w:light")
