"""Phones that may send: registered by their person, revoked, seen."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from athletes.models import SyncDevice
from programs.engine.errors import TrainingError

MOST_DEVICES = 50
SEEN_NOTED_EVERY = timedelta(hours=1)
# How long operations are remembered; a phone that was away for longer starts anew.
REMEMBERED_FOR = timedelta(days=90)


class TooManyDevices(TrainingError):
    """More phones than a person has."""

    def __init__(self) -> None:
        super().__init__(
            _("You have %(most)d phones signed up: remove one that you no longer use.")
            % {"most": MOST_DEVICES}
        )


def register_device(*, user: Any, name: str, now: datetime) -> SyncDevice:
    """Register a phone of the person and return it; raise TooManyDevices."""
    if SyncDevice.objects.belonging_to(user).count() >= MOST_DEVICES:
        raise TooManyDevices
    return SyncDevice.objects.create(user=user, name=name, registered_at=now, last_seen_at=now)


def is_outdated(device: SyncDevice, *, now: datetime) -> bool:
    """Tell whether what the phone sent last may be forgotten by now."""
    return device.last_seen_at <= now - REMEMBERED_FOR


def revoke_device(*, user: Any, device_id: UUID, now: datetime) -> bool:
    """Revoke the person's phone; return whether it was in use. What it sent stays."""
    found = SyncDevice.objects.belonging_to(user).filter(pk=device_id)
    return bool(found.update(revoked_at=now))


def note_seen(*, device: SyncDevice, now: datetime) -> None:
    """Write down that the phone was here, once an hour. No query in between."""
    if device.last_seen_at <= now - SEEN_NOTED_EVERY:
        SyncDevice.objects.filter(pk=device.pk).update(last_seen_at=now)
