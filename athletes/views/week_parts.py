"""The four parts of adherence in neutral words; the composite is never shown without them."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from athletes.models import WeeklyAdherence


@dataclass(frozen=True, slots=True)
class AdherencePart:
    """One part: its share (0-1, None where nothing could be judged) and the counts behind it."""

    name: str
    share: Decimal | None
    words: str


def week_parts(summary: WeeklyAdherence | None) -> tuple[AdherencePart, ...]:
    """Return sessions, sets, volume and intensity, in that order; none without a summary."""
    if summary is None:
        return ()
    return (
        AdherencePart(
            _("Sessions"),
            summary.session_adherence,
            _("%(done)s of %(due)s due") % {"done": summary.attended, "due": summary.due},
        ),
        AdherencePart(
            _("Sets"),
            summary.set_adherence,
            _("%(done)s of %(asked)s")
            % {"done": summary.sets_done, "asked": summary.sets_prescribed},
        ),
        AdherencePart(_("Volume"), summary.volume_adherence, _("work done of work asked")),
        AdherencePart(
            _("Intensity"),
            summary.intensity_adherence,
            _("%(done)s of %(judged)s sets on target")
            % {"done": summary.compliant, "judged": summary.evaluable},
        ),
    )
