"""The four parts of adherence in neutral words; the composite is never shown without them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from athletes.models import WeeklyAdherence


@dataclass(frozen=True, slots=True)
class AdherencePart:
    """One part: its share (0-1, None where nothing could be judged) and the counts behind it.

    ``late`` is what logs changed of the share, and ``late_count`` of the count, after the week
    was closed; None where nothing came late.
    """

    name: str
    share: Decimal | None
    words: str
    late: Decimal | None
    late_count: int | None


def week_parts(summary: Any) -> tuple[AdherencePart, ...]:
    """Return sessions, sets, volume and intensity, in that order; none without a summary.

    ``summary`` comes from ``with_late_changes``.
    """
    if summary is None:
        return ()
    late = summary.late or {}
    return tuple(
        AdherencePart(name, getattr(summary, share), words, late.get(share), late.get(count))
        for name, share, count, words in _parts(summary)
    )


def _parts(summary: WeeklyAdherence) -> Iterator[tuple[str, str, str, str]]:
    """Yield of each part its name, the columns of share and count, and the count in words."""
    attended = {"done": summary.attended, "due": summary.due}
    yield _("Sessions"), "session_adherence", "attended", _("%(done)s of %(due)s due") % attended
    sets = {"done": summary.sets_done, "asked": summary.sets_prescribed}
    yield _("Sets"), "set_adherence", "sets_done", _("%(done)s of %(asked)s") % sets
    yield _("Volume"), "volume_adherence", "", _("work done of work asked")
    judged = {"done": summary.compliant, "judged": summary.evaluable}
    words = _("%(done)s of %(judged)s sets on target") % judged
    yield _("Intensity"), "intensity_adherence", "compliant", words
