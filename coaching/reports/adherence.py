"""The four parts of adherence as reports tell them: never the composite alone (spec 8.3)."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.models.adherence import AdherenceFigures
from coaching.reports.document import Column, Fact, Kind, Value
from coaching.reports.terms import percent


def adherence_facts(summary: AdherenceFigures) -> Iterator[Fact]:
    """Yield sessions, sets, volume, intensity and exposure, each with the counts behind it."""
    counts = {"done": summary.attended, "due": summary.due, "excused": summary.excused}
    words = _("%(done)s of %(due)s due") % counts
    if summary.excused:
        words = _("%(done)s of %(due)s due, %(excused)s excused") % counts
    yield _part("sessions", _("Sessions"), summary.session_adherence, words)
    sets = {"done": summary.sets_done, "asked": summary.sets_prescribed}
    yield _part("sets", _("Sets"), summary.set_adherence, _("%(done)s of %(asked)s") % sets)
    yield _part("volume", _("Volume"), summary.volume_adherence, _("work done of work asked"))
    judged = {"done": summary.compliant, "judged": summary.evaluable}
    words = _("%(done)s of %(judged)s sets on target") % judged
    yield _part("intensity", _("Intensity"), summary.intensity_adherence, words)
    words = _("Of all that was planned, excused sessions included.")
    yield _part("exposure", _("Exposure"), summary.exposure, words)
    if summary.is_interrupted:
        run = summary.longest_missed_run
        words = ngettext(
            "%(count)d session missed in a row.", "%(count)d sessions missed in a row.", run
        )
        yield Fact("interrupted", _("Interrupted"), words % {"count": run})


def adherence_columns() -> tuple[Column, ...]:
    """Return the columns that ``adherence_cells`` fills."""
    return (
        Column("attended", _("Done"), Kind.COUNT),
        Column("due", _("Due"), Kind.COUNT),
        Column("excused", _("Excused"), Kind.COUNT),
        Column("sets", _("Sets"), Kind.PERCENT),
        Column("volume", _("Volume"), Kind.PERCENT),
        Column("intensity", _("Intensity"), Kind.PERCENT),
        Column("exposure", _("Exposure"), Kind.PERCENT),
    )


def adherence_cells(summary: AdherenceFigures | None) -> tuple[Value, ...]:
    """Return a row's part of these columns; nothing without a summary."""
    if summary is None:
        return (None,) * len(adherence_columns())
    return (
        summary.attended,
        summary.due,
        summary.excused,
        percent(summary.set_adherence),
        percent(summary.volume_adherence),
        percent(summary.intensity_adherence),
        percent(summary.exposure),
    )


def _part(key: str, label: str, share: Decimal | None, note: str) -> Fact:
    return Fact(key, label, percent(share), Kind.PERCENT, note=note)
