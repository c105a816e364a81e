"""What comes after a phase: its main lifts' loads in the first week."""

from django.utils.translation import gettext as _

from athletes.models import PlannedGroup, PlanPhase
from athletes.queries.phase_report import PhaseReport
from coaching.reports.document import Column, Kind, Table
from coaching.reports.terms import Terms


def next_block(found: PhaseReport, *, terms: Terms) -> Table | None:
    """Return the first week of the phase that follows; None until it has begun. 1 query, then 2."""
    following = (
        PlanPhase.objects.filter(plan=found.phase.plan_id, seq__gt=found.phase.seq)
        .order_by("seq")
        .first()
    )
    if following is None:
        return None
    rows = PlannedGroup.objects.filter(
        session__phase=following,
        session__week_in_phase=1,
        session__is_cancelled=False,
        is_main=True,
        intent="work",
        load_kg__isnull=False,
    ).order_by("session__ordinal", "position")
    lines = tuple(
        (name, session, f"{sets} x {reps}", terms.load(load))
        for name, session, sets, reps, load in rows.values_list(
            "exercise_name", "session__name", "sets", "reps", "load_kg"
        )
    )
    if not lines:
        return None
    return Table(
        key="next",
        title=_("Next: %(phase)s, first week") % {"phase": following.name},
        columns=(
            Column("lift", _("Lift")),
            Column("session", _("Session")),
            Column("sets", _("Sets and reps")),
            Column("load", _("Load"), Kind.LOAD, terms.loads.unit),
        ),
        rows=lines,
    )
