"""What stands on top of every phase's report, and what its end decided."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.models import PhaseTransition
from athletes.queries.change_words import change_words
from athletes.queries.phase_report import PhaseReport
from coaching.reports.adherence import adherence_facts
from coaching.reports.document import Fact, Facts, Kind, Paragraphs
from coaching.reports.terms import percent
from programs.engine.timeline import DAYS_A_WEEK, local_date


def head_block(found: PhaseReport) -> Facts:
    """Return the four parts of adherence, what was received, and what the figures rest on."""
    note = _("Final: late logs no longer change this report.")
    if found.summary is None or found.summary.sealed_at is None:
        note = _("Provisional: logs that come in later may change these figures.")
    return Facts(key="head", title=_("Training received"), facts=tuple(_facts(found)), note=note)


def _facts(found: PhaseReport) -> Iterator[Fact]:
    yield _weeks(found)
    summary = found.summary
    if summary is not None:
        yield from adherence_facts(summary)
    logged = percent(found.effort.share_logged)
    yield Fact(
        "quality",
        _("Sets with a known effort"),
        logged,
        Kind.PERCENT,
        note=_("How well these figures are founded."),
    )


def _weeks(found: PhaseReport) -> Fact:
    phase = found.phase
    weeks = ((phase.ends_on - phase.starts_on).days + 1) // DAYS_A_WEEK
    added = phase.extra_weeks
    note = ngettext("%(count)d week added.", "%(count)d weeks added.", added) % {"count": added}
    return Fact("weeks", _("Weeks"), weeks, Kind.COUNT, note=note if added else "")


def decision_block(found: PhaseReport) -> Paragraphs | None:
    """Return what was decided at the end, in words; None while nothing was. 1 query."""
    changes = PhaseTransition.objects.filter(from_phase=found.phase, undone_at=None)
    lines = [
        _("%(day)s: %(words)s")
        % {
            "day": date_format(
                local_date(change.applied_at, zone=found.phase.plan.time_zone),
                "MEDIUM_DATE_FORMAT",
            ),
            "words": change_words(change),
        }
        for change in changes.order_by("sequence")
    ]
    if not lines:
        return None
    return Paragraphs(key="decision", title=_("How the phase ended"), lines=tuple(lines))
