"""Keep what an athlete says of a day: sleep, soreness, readiness, body weight, a word."""

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.finish_sessions import check_body_weight, check_readiness
from athletes.actions.sync_rev import advance_rev
from athletes.models import Athlete, CheckIn
from athletes.sync.merge import clocks_said_now
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date

LOWEST, HIGHEST = 1, 5


class FeelingOutOfRange(TrainingError):
    """Sleep or soreness outside its scale; ``field`` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(_("This goes from 1 to 5: choose a number in between."))
        self.field = field


@dataclass(frozen=True, slots=True)
class Condition:
    """How a day was; None and empty where nothing is said."""

    sleep: int | None = None
    soreness: int | None = None
    readiness: int | None = None
    body_weight_kg: Decimal | None = None
    note: str = ""


def check_in(*, athlete: Athlete, condition: Condition, now: datetime) -> CheckIn:
    """Keep the athlete's day as it is said now, instead of what was said of it before.

    A phone's word said earlier doesn't undo it. 4 queries. Raises FeelingOutOfRange,
    ReadinessOutOfRange and BodyWeightImplausible; then nothing is kept.
    """
    _check(condition)
    on = local_date(now, zone=athlete.time_zone)
    with transaction.atomic():
        rev = advance_rev(athlete)
        row = CheckIn.objects.filter(athlete=athlete, on=on).first() or CheckIn(
            organization_id=athlete.organization_id, athlete=athlete, on=on
        )
        said = asdict(condition)
        changed = [name for name, value in said.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, said[name])
        if changed:
            row.clocks = clocks_said_now(row.clocks, changed, now=now)
            row.rev = rev
            row.save(update_fields=[*changed, "clocks", "rev"] if row.pk else None)
    return row


def check_feeling(field: str, said: int | None) -> None:
    """Raise FeelingOutOfRange outside 1 to 5."""
    if said is not None and not LOWEST <= said <= HIGHEST:
        raise FeelingOutOfRange(field)


def _check(condition: Condition) -> None:
    check_feeling("sleep", condition.sleep)
    check_feeling("soreness", condition.soreness)
    check_readiness(condition.readiness)
    check_body_weight(condition.body_weight_kg)
