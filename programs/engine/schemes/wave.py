"""Weekly wave: a table of repetitions and percents, then the training max moves."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Literal

from programs.engine.program.parts import Band, Group, Rule, Slot
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.amrap import CAP_LOWER_KG
from programs.engine.progression.wave import FIVES_THREES_ONES, Wave, wave_sets
from programs.engine.schemes.amrap import (
    bounds,
    landing,
    progressing_reps,
    scratch,
    wanted_rules,
)
from programs.engine.schemes.changes import add_to
from programs.engine.schemes.scheme import Exactness, Expansion, Place, slot_of
from programs.engine.schemes.waves import wave_groups


@dataclass(frozen=True, slots=True)
class WaveScheme:
    """``moves``: after each round of the table a ``step``, or what the last open set shows.

    ``step_kg`` is that step, and the most that an open set may add: 5 for the lower body, 2.5 for
    the upper. ``light_row`` of the table, from 0, is a light week; None where none is.
    """

    name: ClassVar[str] = "wave"
    description: ClassVar[str] = (
        "Fives, threes, then 5/3/1 and a light week by percent of the training max; after each "
        "round it moves."
    )
    source: ClassVar[str] = "spec 4, WAVE; the 5/3/1 table of spec 2.4"
    exactness: ClassVar[Exactness] = Exactness(
        departs=(
            "Exact. With the open set deciding, as exact as “amrap”: only the last open set of a "
            "round counts."
        )
    )
    is_endless: ClassVar[bool] = True

    table: Wave = FIVES_THREES_ONES
    moves: Literal["step", "amrap"] = "amrap"
    step_kg: Decimal = CAP_LOWER_KG
    light_row: int | None = 3

    def expand(self, place: Place) -> Expansion:
        """Return the table week by week, and the rules at the end of each round."""
        training_max = place.load_anchor("tm")
        weeks = tuple(
            (self._slot(place, training_max, index),) * place.sessions_per_week
            for index in range(place.weeks)
        )
        ends = self._ends(place)
        if self.moves == "step" or self._deciding() is None:
            step = Band(changes=(add_to(training_max, self.step_kg),))
            return Expansion(
                weeks=weeks,
                anchors={training_max: place.opening_kg},
                rules=(Rule(on="week", weeks=ends, bands=(step,)),) if ends else (),
                deload_weeks=self._light_weeks(place),
            )
        return Expansion(
            weeks=weeks,
            anchors={training_max: place.opening_kg, **scratch(place)},
            derived=bounds(place, training_max),
            rules=self._amrap_rules(place, training_max, ends=ends),
            deload_weeks=self._light_weeks(place),
            made_reps=self._made_reps(),
        )

    def _slot(self, place: Place, training_max: str, index: int) -> Slot:
        groups = wave_groups(wave_sets(self.table, index=index), anchor=training_max)
        return slot_of(place, tuple(map(_with_open_result, groups)))

    def _ends(self, place: Place) -> frozenset[int]:
        length = len(self.table)
        return frozenset(
            week for done, week in enumerate(place.week_numbers, start=1) if done % length == 0
        )

    def _deciding(self) -> int | None:
        """Return the row of the table whose open set decides, None without one."""
        opened = [
            index
            for index, row in enumerate(self.table)
            if any(parse_reps(one.reps).is_open for one in row)
        ]
        return max(opened, default=None)

    def _light_weeks(self, place: Place) -> frozenset[int]:
        length = len(self.table)
        return frozenset(
            week
            for index, week in enumerate(place.week_numbers)
            if index % length == self.light_row
        )

    def _amrap_rules(
        self, place: Place, training_max: str, *, ends: frozenset[int]
    ) -> tuple[Rule, ...]:
        deciding, length = self._deciding(), len(self.table)
        read_in = frozenset(
            week for index, week in enumerate(place.week_numbers) if index % length == deciding
        )
        if not read_in or not ends:
            return ()
        wanted = wanted_rules(place, training_max=training_max, cap_kg=self.step_kg, weeks=read_in)
        land = Rule(on="week", weeks=ends, bands=(landing(place, training_max),))
        return (*wanted, land)

    def _made_reps(self) -> int | None:
        deciding = self._deciding()
        if deciding is None:
            return None
        last = next(one for one in reversed(self.table[deciding]) if parse_reps(one.reps).is_open)
        return progressing_reps(Decimal(last.percent_of_tm or 100))


def _with_open_result(group: Group) -> Group:
    is_open = group.reps is not None and group.reps.is_open
    return replace(group, is_result=True) if is_open else group
