"""Put a coach's words into a report, and say for whom it is made."""

from django.utils.translation import gettext as _

from coaching.models import ReportDraft
from programs.engine.errors import TrainingError

LONGEST = 4000


class ReportApproved(TrainingError):
    """A change of what was approved."""

    def __init__(self) -> None:
        super().__init__(_("This report is approved: it stays as it is."))


class WordsTooLong(TrainingError):
    """More characters than are kept."""

    def __init__(self) -> None:
        super().__init__(_("At most %(most)s characters: leave something out.") % {"most": LONGEST})


def write_report(*, draft: ReportDraft, words: str, language: str, units: str, paper: str) -> None:
    """Keep the words and the choices. 1 query. Raises ReportApproved, WordsTooLong."""
    plain = words.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(plain) > LONGEST:
        raise WordsTooLong
    changed = ReportDraft.objects.filter(pk=draft.pk, status=ReportDraft.Status.DRAFT).update(
        words=plain, language=language, units=units, paper=paper
    )
    if not changed:
        raise ReportApproved
