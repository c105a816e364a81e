"""Keep circumferences taken with a tape."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.models import Athlete, Measurement
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date

WIDEST_CM = 300


class MeasurementImplausible(TrainingError):
    """A circumference that nobody has; ``site`` says where."""

    def __init__(self, site: str) -> None:
        super().__init__(
            _("Enter more than 0 and at most %(widest)d cm, or leave it empty.")
            % {"widest": WIDEST_CM}
        )
        self.site = site


def measure(*, athlete: Athlete, around_cm: Mapping[str, Decimal | None], now: datetime) -> None:
    """Keep what was measured today by site; a site with None has no measurement today.

    Sites not named stay. 2 queries. Raises MeasurementImplausible; then nothing is kept.
    """
    for site, cm in around_cm.items():
        if cm is not None and not 0 < cm <= WIDEST_CM:
            raise MeasurementImplausible(site)
    on = local_date(now, zone=athlete.time_zone)
    empty = [site for site, cm in around_cm.items() if cm is None]
    rows = [
        Measurement(
            organization_id=athlete.organization_id,
            athlete=athlete,
            on=on,
            site=site,
            around_cm=cm,
        )
        for site, cm in around_cm.items()
        if cm is not None
    ]
    with transaction.atomic():
        Measurement.objects.filter(athlete=athlete, on=on, site__in=empty).delete()
        Measurement.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["organization", "athlete", "site", "on"],
            update_fields=["around_cm"],
        )
