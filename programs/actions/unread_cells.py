"""The refusal while cells of a draft can't be read."""

from django.utils.translation import gettext as _

from programs.engine.errors import TrainingError
from programs.models import ProgramVersion


class CellsUnread(TrainingError):
    """A draft can't be published, nor its phases change places, while cells can't be read."""

    def __init__(self, phases: list[int]) -> None:
        listed = ", ".join(str(phase + 1) for phase in phases)
        super().__init__(
            _("Some cells of phase %(phases)s can't be read yet: mend them in the grid first.")
            % {"phases": listed}
        )


def refuse_unread(draft: ProgramVersion) -> None:
    """Raise CellsUnread where some phase was typed and can't be read. One query."""
    phases = sorted(draft.typed_sheets.values_list("phase", flat=True))
    if phases:
        raise CellsUnread(phases)
