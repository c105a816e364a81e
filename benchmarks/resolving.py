"""How resolving grows with a program's length, in processor time."""

import time
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from benchmarks.table import Line
from programs.engine.loads.ladders import ladder_of
from programs.engine.loads.loading import Implement
from programs.engine.program import Program, read_program
from programs.engine.resolving.resolve import resolve

WEEKS = (6, 12, 24, 48)
DAYS, SLOTS, GROUPS = 4, 6, 3
TIMES = 15
MOST_GROWTH = 1.5
BAR = Implement(
    kind="barbell",
    bar_kg=Decimal(20),
    plate_pairs=tuple((Decimal(plate), 2) for plate in ("25", "20", "15", "10", "5", "2.5")),
)


def growth_line() -> Line:
    """Compare the time a group of sets takes in a long program with that in a short one."""
    each_us = [_least_ms(weeks) * 1000 / (weeks * DAYS * SLOTS * GROUPS) for weeks in WEEKS]
    growth = each_us[-1] / each_us[0]
    figures = ", ".join(f"{each:.1f}" for each in each_us)
    return Line(
        work=f"Resolve {_listed(WEEKS)} weeks, {GROUPS} loads an exercise, plates of a bar",
        ours=f"{figures} us a group: {growth:.2f} x from {WEEKS[0]} to {WEEKS[-1]} weeks",
        peer="1.00 x is linear in sets",
        goal=f"<= {MOST_GROWTH} x",
        is_met=growth <= MOST_GROWTH,
    )


def _least_ms(weeks: int) -> float:
    program = _program(weeks)
    return min(_resolved_ms(program) for _ in range(TIMES))


def _resolved_ms(program: Program) -> float:
    ladder = ladder_of(BAR)

    def make(_exercise: str, target: Fraction) -> Decimal:
        return ladder.loaded(target).load_kg

    began = time.process_time()
    resolve(program, outcomes={}, make_load=make)
    return (time.process_time() - began) * 1000


def _program(weeks: int) -> Program:
    """Return a program whose every slot adds load, so that no two weeks are alike."""
    days = [
        {"day": day, "slots": [_slot(day, place) for place in range(SLOTS)]}
        for day in range(1, DAYS + 1)
    ]
    return read_program(
        {
            "format": "program/1",
            "name": f"{weeks} weeks",
            "anchors": {f"tm:{place}": 100 + 7 * place for place in range(SLOTS)},
            "mesocycles": [
                {
                    "name": "All of it",
                    "goal": "strength",
                    "schedule": {"kind": "calendar"},
                    "weeks": [{"week": week, "days": days} for week in range(1, weeks + 1)],
                }
            ],
            "rules": [
                {
                    "on": "slot",
                    "slot": f"d{day}-{place}",
                    "bands": [{"do": [{"verb": "add", "anchor": f"tm:{place}", "value": 1}]}],
                }
                for day in range(1, DAYS + 1)
                for place in range(SLOTS)
            ],
        }
    )


def _slot(day: int, place: int) -> dict[str, Any]:
    return {
        "key": f"d{day}-{place}",
        "exercise": f"Lift {place}",
        "groups": [
            {
                "sets": 2,
                "reps": str(5 + number),
                "rpe": 8,
                "load": {"of": f"tm:{place}", "percent": 80 - 3 * number},
            }
            for number in range(GROUPS)
        ],
    }


def _listed(numbers: Sequence[int]) -> str:
    return "/".join(map(str, numbers))
