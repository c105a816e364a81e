"""A phase's figures in words and bars; how much a change can be trusted is always said."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.queries.history import EstimatePoint
from athletes.queries.loads import Loads
from athletes.queries.phase_report import MainLift, PhaseReport
from athletes.views.chart import Chart
from athletes.views.estimate_chart import estimate_chart
from athletes.views.estimate_words import method_words
from programs.engine.progress.change import Change
from programs.engine.progress.headlines import Bests, MuscleLine
from programs.engine.tables import landmarks

BAR_WIDTH = 240

VERDICTS: dict[Change, str] = {
    "clear_up": gettext_lazy("Clear gain"),
    "clear_down": gettext_lazy("Clear loss"),
    "possible_up": gettext_lazy("Possible gain"),
    "possible_down": gettext_lazy("Possible loss"),
    "no_clear_change": gettext_lazy("No clear change"),
}
MUSCLES = {
    "chest": gettext_lazy("Chest"),
    "lats": gettext_lazy("Lats"),
    "upper_back": gettext_lazy("Upper back"),
    "traps": gettext_lazy("Traps"),
    "lower_back": gettext_lazy("Lower back"),
    "front_delts": gettext_lazy("Front delts"),
    "side_delts": gettext_lazy("Side delts"),
    "rear_delts": gettext_lazy("Rear delts"),
    "biceps": gettext_lazy("Biceps"),
    "triceps": gettext_lazy("Triceps"),
    "forearms": gettext_lazy("Forearms"),
    "abs": gettext_lazy("Abs"),
    "glutes": gettext_lazy("Glutes"),
    "quads": gettext_lazy("Quads"),
    "hamstrings": gettext_lazy("Hamstrings"),
    "adductors": gettext_lazy("Adductors"),
    "calves": gettext_lazy("Calves"),
}


@dataclass(frozen=True, slots=True)
class MuscleRow:
    """A muscle's mean weekly sets with its reference band, as figures and as a bar.

    ``done_x`` to ``band_x`` are lengths on a bar of ``BAR_WIDTH``.
    """

    name: str
    done: Decimal
    asked: Decimal
    low: int
    high: int
    done_x: int
    asked_x: int
    low_x: int
    band_x: int


@dataclass(frozen=True, slots=True)
class LiftRow:
    """A main lift in the athlete's unit; ``change_pct`` and what it means, empty without two."""

    exercise_id: int
    name: str
    start: Decimal | None
    end: Decimal | None
    change_pct: Decimal | None
    mdc90_pct: Decimal | None
    verdict: str
    chart: Chart | None
    estimates: tuple[tuple[EstimatePoint, str], ...]
    bests: tuple[tuple[int, Decimal], ...]


def muscle_rows(lines: Sequence[MuscleLine]) -> tuple[MuscleRow, ...]:
    """Return each muscle's row; the band is the range of most productive sets. Spec 3.3."""
    most = max((_most(line) for line in lines), default=Fraction(1))
    return tuple(_muscle_row(line, scale=BAR_WIDTH / most) for line in lines)


def lift_rows(report: PhaseReport, *, loads: Loads) -> tuple[LiftRow, ...]:
    """Return each main lift's row, loads in the athlete's unit."""
    return tuple(_lift_row(one, loads=loads) for one in report.lifts)


def effort_words(report: PhaseReport) -> str:
    """Return how hard the work sets were, and how many said so; empty where none did."""
    effort = report.effort
    if effort.mean_rir is None or effort.share_hard is None or effort.share_logged is None:
        return ""
    return _(
        "%(rir)s reps in reserve on average, %(hard)s %% of sets hard; "
        "%(logged)s %% of sets say how hard they were."
    ) % {
        "rir": number_format(_tenths(effort.mean_rir)),
        "hard": round(effort.share_hard * 100),
        "logged": round(effort.share_logged * 100),
    }


def _most(line: MuscleLine) -> Fraction:
    return max(line.sets_week_mean, line.plan, Fraction(landmarks()[line.group].mav_high))


def _muscle_row(line: MuscleLine, *, scale: Fraction) -> MuscleRow:
    marks = landmarks()[line.group]
    low_x, high_x = round(marks.mav_low * scale), round(marks.mav_high * scale)
    return MuscleRow(
        name=str(MUSCLES[line.group]),
        done=_tenths(line.sets_week_mean),
        asked=_tenths(line.plan),
        low=marks.mav_low,
        high=marks.mav_high,
        done_x=round(line.sets_week_mean * scale),
        asked_x=round(line.plan * scale),
        low_x=low_x,
        band_x=high_x - low_x,
    )


def _lift_row(one: MainLift, *, loads: Loads) -> LiftRow:
    lift = one.lift
    return LiftRow(
        exercise_id=one.exercise_id,
        name=lift.exercise,
        start=_shown(lift.start, loads=loads),
        end=_shown(lift.end, loads=loads),
        change_pct=None if lift.change_pct is None else _tenths(lift.change_pct),
        mdc90_pct=None if lift.mdc90_pct is None else _tenths(lift.mdc90_pct),
        verdict=str(VERDICTS[lift.verdict]) if lift.verdict else "",
        chart=estimate_chart(one.points),
        estimates=tuple((point, method_words(point.method)) for point in reversed(one.points)),
        bests=_bests(one.bests, loads=loads),
    )


def _bests(bests: Bests, *, loads: Loads) -> tuple[tuple[int, Decimal], ...]:
    found = ((1, bests.single), (3, bests.triple), (5, bests.five))
    return tuple((reps, loads.shown(load)) for reps, load in found if load is not None)


def _shown(kilograms: Fraction | None, *, loads: Loads) -> Decimal | None:
    if kilograms is None:
        return None
    exact = Decimal(kilograms.numerator) / Decimal(kilograms.denominator)
    return _tenths(Fraction(loads.shown(exact.quantize(Decimal("0.001")))))


def _tenths(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.1"))
