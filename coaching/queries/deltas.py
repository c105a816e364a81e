"""Changes of plans in words."""

from athletes.models import Plan, PlanDelta
from athletes.queries.own_program import own_program
from programs.engine.versions.diff import diff_from_dict
from programs.engine.versions.words import diff_lines
from programs.models import ProgramVersion


def delta_words(delta: PlanDelta) -> tuple[str, ...]:
    """Return a line for each thing that the change made different. 1 query."""
    version = ProgramVersion.objects.get(pk=delta.before["version"])
    before = own_program(Plan(overrides=delta.before["overrides"]), version=version)
    return diff_lines(diff_from_dict(delta.changes), base=before)
