"""The refusal of a change made on a page that is out of date."""

from django.utils.translation import gettext as _

from programs.engine.errors import TrainingError
from programs.models import ProgramVersion


class StaleVersion(TrainingError):
    """Somebody else saved in between; ``version`` is the row as it is now."""

    def __init__(self, version: ProgramVersion) -> None:
        self.version = version
        super().__init__(
            _(
                "“%(name)s” was saved by somebody since you opened it; "
                "open it again and make your change there."
            )
            % {"name": version.template.name}
        )
