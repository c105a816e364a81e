"""What the rules of training say of a version."""

from collections.abc import Sequence

from programs.engine.checks.acknowledging import Judged, Reason, acknowledged_from_json, judge
from programs.engine.checks.check import check_program
from programs.engine.checks.finding import Finding
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.exercise_rows import exercises_of
from programs.queries.program_of import program_of


def get_findings(version: ProgramVersion) -> tuple[Finding, ...]:
    """Return every breach of a rule, gravest first. 1 query; ``template`` is at hand.

    The caller has made sure that the reader may see the version. Raises AnchorRunsAway.
    """
    return check_program(
        program_of(version), exercise_of=exercises_of(version), is_home=is_home(version)
    )


def is_home(version: ProgramVersion) -> bool:
    """Tell whether the program is meant for who trains at home."""
    return version.template.equipment == ProgramTemplate.Equipment.HOME


def judge_version(version: ProgramVersion, *, reasons: Sequence[Reason] = ()) -> tuple[Judged, ...]:
    """Return its findings, each with what it means for publishing. 1 query, as above."""
    return judge(
        get_findings(version),
        reasons=reasons,
        known=acknowledged_from_json(version.acknowledged),
        number=version.number,
    )
