"""When training can have happened."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from programs.engine.errors import TrainingError

CLOCKS_DIFFER = timedelta(days=1)
EARLIEST_YEAR = 2000
YEARS_AHEAD = timedelta(days=2 * 366)


class InstantImplausible(TrainingError):
    """An instant before anybody logged here, or still to come."""

    field = "performed_at"

    def __init__(self) -> None:
        super().__init__(
            _("Training can be logged from %(year)d until now: check the date and the clock.")
            % {"year": EARLIEST_YEAR}
        )


class StartTooFarAhead(TrainingError):
    """A first day that nobody plans for."""

    field = "starts_on"

    def __init__(self) -> None:
        super().__init__(_("A plan can start within the next two years: choose an earlier day."))


def check_instant(performed_at: datetime, *, now: datetime) -> None:
    """Raise InstantImplausible; a clock that is a day ahead is forgiven."""
    if performed_at.year < EARLIEST_YEAR or performed_at > now + CLOCKS_DIFFER:
        raise InstantImplausible


def check_start(starts_on: date, *, now: datetime) -> None:
    """Raise StartTooFarAhead more than two years from now."""
    if starts_on > (now + YEARS_AHEAD).date():
        raise StartTooFarAhead
