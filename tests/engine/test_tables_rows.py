"""The shipped tables: row counts, and names that refer to each other."""

import re
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from programs.engine import tables


@pytest.mark.parametrize(
    ("read", "rows"),
    [
        (tables.exercises, 257),
        (tables.substitutions, 138),
        (tables.lift_ratios, 18),
        (tables.rpe_scale, 31),
        (tables.formulas, 8),
        (tables.gap_rows, 6),
        (tables.phase_rules, 116),
        (tables.muscle_groups, 17),
        (tables.landmarks, 17),
        (tables.prilepin_zones, 4),
        (tables.change_thresholds, 10),
        (tables.seed_rules, 33),
        (tables.sample_templates, 78),
        (tables.sample_template_volumes, 4),
        (tables.sources, 60),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_table_has_every_row(read, rows):
    assert len(read()) == rows


def test_coefficients_of_formulas_are_those_that_the_formulas_name():
    for formula in tables.formulas().values():
        named = {Fraction(number) for number in re.findall(r"\d+\.?\d*", formula.formula)}
        # The 1 of 1+ and the 100 of a percentage belong to the arithmetic.
        assert named - {1, 100} == set(formula.coefficients)


def test_rpe_scale_descends_strictly():
    scale = tables.rpe_scale()

    assert all(lighter < heavier for heavier, lighter in pairwise(scale))


def test_lift_ratios_substitutes_and_templates_name_known_exercises():
    known = tables.exercises().keys()
    lifts = {one for row in tables.lift_ratios() for one in (row.from_lift, row.to_lift)}
    substitutes = {one for row in tables.substitutions().values() for one in row.substitutes}

    assert lifts | substitutes | tables.substitutions().keys() <= known
    assert {row.exercise for row in tables.sample_templates()} <= known


def test_phase_rules_open_bounds_are_none():
    rule = tables.phase_rules()["H03"]

    assert (rule.lower, rule.upper) == (Decimal("0.70"), None)


def test_gap_rows_cover_every_day_once():
    rows = tables.gap_rows()

    assert rows[0].days_min == 0
    assert rows[-1].days_max is None
    assert [row.days_max + 1 for row in rows[:-1]] == [row.days_min for row in rows[1:]]


def test_tables_cannot_be_changed_by_a_reader():
    with pytest.raises(TypeError):
        tables.exercises()["back-squat-high-bar"] = None
