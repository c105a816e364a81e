"""What phones send: the devices, every operation, and choices within a session."""

import uuid

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteRowQuerySet, SyncDeviceQuerySet, SyncOperationQuerySet


class SyncDevice(models.Model):
    """One browser of a person; ``clock_ahead_at`` when it last claimed a time still to come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="sync_devices")
    name = models.CharField(_("name"), max_length=100, blank=True)
    registered_at = models.DateTimeField(_("registered"))
    last_seen_at = models.DateTimeField(_("last seen"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    clock_ahead_at = models.DateTimeField(_("clock was ahead"), null=True, blank=True)

    objects = SyncDeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("phone")
        verbose_name_plural = _("phones")

    def __str__(self) -> str:
        return self.name or str(self.pk)


class SyncOperation(models.Model):
    """One operation as it arrived and what became of it; kept, so that no typed value is gone.

    What was refused or parked stays until its athlete dismisses it, anything else for 90 days.

    ``ms`` and ``n`` are its hybrid clock as it counts: never far ahead of the server's. WAITING
    are those of a set that has not arrived itself.
    """

    class Status(models.TextChoices):
        APPLIED = "APPLIED", _("applied")
        SUPERSEDED = "SUPERSEDED", _("overtaken by a later edit")
        WAITING = "WAITING", _("waits for its set")
        PARKED = "PARKED", _("kept beside the plan")
        REFUSED = "REFUSED", _("refused")
        DISMISSED = "DISMISSED", _("dismissed by the athlete")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    device = models.ForeignKey("athletes.SyncDevice", on_delete=models.CASCADE, related_name="+")
    op_id = models.UUIDField(_("operation"))
    seq = models.BigIntegerField(_("place on the phone"))
    ms = models.BigIntegerField(_("clock, milliseconds"))
    n = models.BigIntegerField(_("clock, count"))
    entity = models.CharField(_("of what"), max_length=20)
    entity_id = models.CharField(_("of which"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10)
    base = models.JSONField(_("what the athlete saw"))
    fields = models.JSONField(_("values"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.APPLIED)
    code = models.CharField(_("code"), max_length=60, blank=True)
    message = models.CharField(_("message"), max_length=500, blank=True)
    rev = models.BigIntegerField()
    received_at = models.DateTimeField(_("received"))

    objects = SyncOperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("operation of a phone")
        verbose_name_plural = _("operations of phones")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "device", "op_id"], name="sync_operation_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["athlete", "entity_id"],
                condition=Q(status__in=("WAITING", "PARKED", "REFUSED")),
                name="sync_operation_unresolved",
            ),
            # Rows lie in the order they arrived in: finding the oldest costs next to nothing.
            BrinIndex(fields=["received_at"], name="sync_operation_received"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entity} {self.entity_id}"


class SlotChoice(models.Model):
    """What the athlete chose for one exercise of a session: another one, or none, with why.

    ``slot_key`` empty stands for the session as a whole. ``clocks`` tell when each was said.
    """

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    planned_session = models.ForeignKey(
        "athletes.PlannedSession",
        on_delete=models.CASCADE,
        related_name="choices",
        db_constraint=False,
    )
    slot_key = models.CharField(_("slot"), max_length=100, blank=True)
    exercise_name = models.CharField(_("exercise instead"), max_length=200, blank=True)
    skip_reason = models.CharField(_("skipped because"), max_length=200, blank=True)
    clocks = models.JSONField(default=dict, db_default={}, editable=False)
    rev = models.BigIntegerField(default=0)

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice within a session")
        verbose_name_plural = _("choices within sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "planned_session", "slot_key"], name="slot_choice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot_key} {self.exercise_name or self.skip_reason}"
