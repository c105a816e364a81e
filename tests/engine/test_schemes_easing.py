"""Making written groups lighter, whatever their loads go by."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.engine.program.parts import Branch, Group, Ladder, Load, Slot
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.easing import Ease
from programs.engine.progression.gap import gap_policy
from programs.engine.schemes.deload import light_slot
from programs.engine.schemes.easing import eased_group
from programs.engine.schemes.gap import slot_after_gap

FIVES = Group(sets=4, reps=parse_reps("5"))


def eased(group, *, cap=None):
    # 0.7 of 4 sets are 2.8, of 5 are 3.5.
    ease = Ease(Decimal("0.9"), Decimal("0.7"), cap and Decimal(cap))
    return eased_group(group, ease=ease)


@pytest.mark.parametrize(
    ("load", "lighter"),
    [
        (Load(of="w:row"), Load(of="w:row", percent=Decimal(90))),
        (Load(of="rm:row", percent=Decimal(75)), Load(of="rm:row", percent=Decimal("67.5"))),
        (Load(kg=Decimal(60)), Load(kg=Decimal(54))),
        # The top set it hangs on was already made lighter.
        (
            Load(of="top:row", percent=Decimal(90)),
            Load(of="top:row", percent=Decimal(90)),
        ),
        (
            Load(of="rm:row", percent=Decimal(80), pre=Decimal(2), post=Decimal(1)),
            Load(of="rm:row", percent=Decimal(72), pre=Decimal("1.8"), post=Decimal("0.9")),
        ),
        (None, None),
    ],
)
def test_load_takes_its_share_however_it_is_written(load, lighter):
    assert eased(replace(FIVES, load=load)).load == lighter


@pytest.mark.parametrize(
    ("effort", "capped"),
    [
        ({"rpe": Decimal(8)}, (Decimal(6), None)),
        ({"rpe": Decimal(5)}, (Decimal(5), None)),
        ({"rir": Decimal(1)}, (None, Decimal(4))),
        ({"rir": Decimal(5)}, (None, Decimal(5))),
        ({}, (Decimal(6), None)),
    ],
)
def test_effort_is_capped_and_never_raised(effort, capped):
    group = eased(replace(FIVES, **effort), cap="6")

    assert (group.rpe, group.rir) == capped


def test_without_a_cap_the_effort_stays_as_written():
    assert eased(replace(FIVES, rir=Decimal(1))).rir == 1
    assert eased(FIVES).rpe is None


def test_ladder_loses_sets_and_branches_close():
    ladder = Group(ladder=Ladder(anchor="rung", sets=5, low=2, high=5))
    branching = replace(FIVES, report="top", then=(Branch(when=(None, None), groups=(FIVES,)),))

    assert eased(ladder).ladder == Ladder(anchor="rung", sets=4, low=2, high=5)
    assert eased(branching).then == ()


def test_warmup_stays_whole():
    warmup = replace(FIVES, intent="warmup", load=Load(kg=Decimal(40)))

    assert eased(warmup) == warmup


def test_light_slot_halves_sets_up_in_every_stage():
    slot = Slot(
        key="row",
        exercises=("Barbell Row",),
        stages=((FIVES,), (replace(FIVES, sets=3),), (replace(FIVES, sets=1),)),
        stage="step",
    )

    light = light_slot(slot, key="light-row")

    assert [stage[0].sets for stage in light.stages] == [2, 2, 1]
    assert (light.key, light.stage) == ("light-row", "step")


@pytest.mark.parametrize(
    ("days", "week", "sets"), [(14, 0, 3), (14, 1, 4), (21, 1, 2), (35, 2, 4), (70, 2, 1)]
)
def test_slot_after_gap_cuts_sets_in_the_ramp_weeks(days, week, sets):
    # 4 x 0.67 = 2.68; x 0.5 = 2; x 0.33 = 1.32.
    slot = Slot(key="row", exercises=("Barbell Row",), stages=((FIVES,),))

    eased_slot = slot_after_gap(slot, policy=gap_policy(days), week=week, is_first=True)

    assert eased_slot.groups[0].sets == sets
