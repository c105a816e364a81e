"""End an athlete's first run, answered or put off."""

from athletes.models import Athlete


def end_first_run(*, athlete: Athlete) -> None:
    """Ask no more of the athlete before training; a second time changes nothing. 1 query."""
    Athlete.objects.filter(pk=athlete.pk, is_new=True).update(is_new=False)
