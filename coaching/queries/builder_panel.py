"""What stands beside the grid: findings on their cells, sets against bands, minutes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from programs.engine.building.overview import MuscleWeeks, PhaseOverview, overview_of
from programs.engine.building.sheet import sheet_of
from programs.engine.building.sheet_map import Cell, SheetMap
from programs.engine.checks.check import check_facts
from programs.engine.checks.exercises import muscle_words
from programs.engine.checks.finding import Finding, Severity
from programs.engine.checks.gathering import gather_facts
from programs.engine.tables import sources
from programs.models import ProgramVersion
from programs.queries.exercise_rows import exercises_of
from programs.queries.findings import is_home
from programs.queries.program_of import program_of


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One breach of a rule; ``cells`` are where on the sheet of its phase it lies."""

    severity: str
    sentence: str
    where: str
    rule: str
    source: str
    phase: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MuscleLine:
    """A muscle's hard sets by week, each with its side of the band; the band in words."""

    muscle: str
    is_priority: bool
    band: str
    weeks: tuple[tuple[Decimal, str], ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """Weekly hard sets of a phase for its bar on the strip, as shares of the fullest week."""

    phase: int
    hard_sets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BuilderPanel:
    """The open phase's findings, those of other phases, muscles, days and all phases' volume."""

    here: tuple[FindingLine, ...]
    elsewhere: tuple[FindingLine, ...]
    muscles: tuple[MuscleLine, ...]
    overview: PhaseOverview
    volumes: tuple[Volume, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many findings of each severity the whole program has."""
        every = (*self.here, *self.elsewhere)
        return {
            str(severity): sum(one.severity == severity for one in every) for severity in Severity
        }


def get_panel(*, version: ProgramVersion, phase: int) -> BuilderPanel:
    """Return what the draft, as it could be read last, amounts to. 1 query.

    The caller has made sure that the reader may see the version. Raises AnchorRunsAway.
    """
    program = program_of(version)
    facts = gather_facts(program, exercise_of=exercises_of(version))
    sheet = SheetMap(sheet_of(program, phase=phase))
    found = check_facts(facts, is_home=is_home(version))
    lines = [_line(finding, sheet, phase=phase) for finding in found]
    overviews = [overview_of(one) for one in facts.phases]
    return BuilderPanel(
        here=tuple(line for line in lines if line.phase == phase),
        elsewhere=tuple(line for line in lines if line.phase != phase),
        muscles=tuple(map(_muscle, overviews[phase].muscles)),
        overview=overviews[phase],
        volumes=tuple(
            Volume(index, overview.hard_sets) for index, overview in enumerate(overviews)
        ),
    )


def marks(lines: Iterable[FindingLine]) -> list[dict[str, object]]:
    """Return the cells that findings lie on, each finding with its sentence, for the grid."""
    return [
        {"line": line, "cell": cell, "severity": one.severity, "sentence": one.sentence}
        for one in lines
        for line, cell in one.cells
    ]


def _line(finding: Finding, sheet: SheetMap, *, phase: int) -> FindingLine:
    is_here = finding.place.mesocycle == phase
    source = sources().get(finding.source)
    return FindingLine(
        severity=str(finding.severity),
        sentence=finding.sentence,
        where=finding.where,
        rule=finding.rule,
        source=finding.source if source is None else source.citation,
        phase=finding.place.mesocycle,
        cells=sheet.cells(finding.places or (finding.place,)) if is_here else (),
    )


def _muscle(row: MuscleWeeks) -> MuscleLine:
    return MuscleLine(
        muscle=muscle_words(row.muscle),
        is_priority=row.is_priority,
        band=_band(row.span),
        weeks=tuple((sets, level or "") for sets, level in zip(row.sets, row.levels, strict=True)),
    )


def _band(span: Sequence[Decimal | None]) -> str:
    lower, upper = span
    if lower is None and upper is None:
        return ""
    if upper is None:
        return f"≥ {lower:f}"
    return f"≤ {upper:f}" if lower is None else f"{lower:f}–{upper:f}"
