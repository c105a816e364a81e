"""Put somebody on an organization's roster."""

from datetime import datetime
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from athletes.models import Athlete, Engagement, EquipmentProfile
from programs.engine.errors import TrainingError

# A commercial gym's rack: weight of one plate in kilograms, pairs of it.
GYM_PLATES = (
    ("25", 4),
    ("20", 2),
    ("15", 1),
    ("10", 2),
    ("5", 1),
    ("2.5", 1),
    ("1.25", 1),
)
GYM_DUMBBELLS_KG = tuple(range(2, 51, 2))


class AthleteNameMissing(TrainingError):
    """An athlete without a name can't be told apart."""

    field = "name"

    def __init__(self) -> None:
        super().__init__(_("Enter the athlete's name."))


class CoachOutsideOrganization(TrainingError):
    """The coach doesn't work in the organization."""

    def __init__(self) -> None:
        super().__init__(_("Choose a coach who works in this organization."))


class AthleteAlreadyOnRoster(TrainingError):
    """The organization has an athlete with this address, or this person."""

    field = "email"

    def __init__(self) -> None:
        super().__init__(
            _(
                "An athlete with this e-mail address is on the roster already. "
                "Open that athlete, or use another address."
            )
        )


def add_athlete(
    *,
    organization: Any,
    coach: Any,
    name: str,
    by: Any,
    now: datetime,
    email: str = "",
    user: Any = None,
    units: str = "KG",
    time_zone: str | None = None,
) -> Athlete:
    """Add an athlete with a gym's equipment, engaged to a coach.

    ``coach`` is a membership of the organization, or None for an athlete whom only its leads
    see; ``user`` is given when the person has an account already, otherwise an invitation
    brings it. ``time_zone`` None takes the organization's. Raises AthleteNameMissing,
    CoachOutsideOrganization, AthleteAlreadyOnRoster.
    """
    if not name.strip():
        raise AthleteNameMissing
    if coach is not None and not (coach.organization_id == organization.pk and coach.is_active):
        raise CoachOutsideOrganization
    athlete = Athlete(
        organization=organization,
        user=user,
        name=name.strip(),
        email=email.strip().lower(),
        units=units,
        time_zone=time_zone or organization.time_zone,
        created_at=now,
    )
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, action="add_athlete"):
            athlete.save(force_insert=True)
            _equip(athlete)
            if coach is not None:
                _engage(athlete=athlete, coach=coach, now=now)
    except IntegrityError as error:
        if "once_per_organization" not in str(error):
            raise
        raise AthleteAlreadyOnRoster from error
    return athlete


def _equip(athlete: Athlete) -> None:
    EquipmentProfile.objects.create(
        organization_id=athlete.organization_id,
        athlete=athlete,
        plate_pairs=[list(pair) for pair in GYM_PLATES],
        dumbbells_kg=list(GYM_DUMBBELLS_KG),
    )


def _engage(*, athlete: Athlete, coach: Any, now: datetime) -> None:
    Engagement.objects.create(
        organization_id=athlete.organization_id,
        athlete=athlete,
        membership=coach,
        started_at=now,
    )
