"""Work outside requests: mail to send, long actions, signs of life."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from athletes.querysets import OutboxQuerySet


class Outbox(models.Model):
    """A mail or message that must leave exactly because its transaction committed.

    ``key`` names the fact told; it makes the Message-ID, so that a repeat can be recognized.
    The message is wiped once sent; what is only told as facts is written when it leaves. Rows of
    sent and of dropped mails stay for a month, so that nothing queues the same fact again.
    """

    class Kind(models.TextChoices):
        MAIL = "MAIL", _("written mail")
        PHASE_CHANGED = "PHASE_CHANGED", _("a change of phase")
        COACH_ASKED = "COACH_ASKED", _("a decision that waits for the coach")
        WEEKLY_DIGEST = "WEEKLY_DIGEST", _("a coach's week")
        REMINDER = "REMINDER", _("the day's session")
        PUSH = "PUSH", _("the day's session, to a browser")
        REPORT = "REPORT", _("a report, as a file")

    key = models.CharField(_("key"), max_length=200, unique=True)
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MAIL)
    message = models.JSONField(_("message"))
    queued_at = models.DateTimeField(_("queued"))
    run_after = models.DateTimeField(_("not before"))
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    lease_until = models.DateTimeField(_("held until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    dead_at = models.DateTimeField(_("given up"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(dead_at__isnull=False),
                name="outbox_dropped_only_when_dead",
            ),
        ]
        indexes = [
            models.Index(
                fields=["run_after", "id"],
                condition=Q(sent_at=None, dead_at=None),
                name="outbox_waiting",
            ),
            models.Index(
                fields=["dead_at", "id"],
                condition=Q(dead_at__isnull=False, dropped_at=None),
                name="outbox_dead",
            ),
            models.Index(Coalesce("sent_at", "dropped_at"), name="outbox_done"),
        ]

    def __str__(self) -> str:
        return self.key


class Job(models.Model):
    """A long action with its progress: assign to many, import, export, demo data."""

    class Status(models.TextChoices):
        WAITING = "WAITING", _("Waiting")
        RUNNING = "RUNNING", _("Running")
        DONE = "DONE", _("Done")
        FAILED = "FAILED", _("Failed")
        CANCELLED = "CANCELLED", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
    )
    owner = models.ForeignKey(
        "accounts.User", on_delete=models.CASCADE, null=True, related_name="jobs"
    )
    kind = models.CharField(_("kind"), max_length=40)
    arguments = models.JSONField(default=dict)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.WAITING)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    result = models.JSONField(null=True)
    error = models.CharField(_("error"), max_length=1000, blank=True)
    is_cancel_asked = models.BooleanField(_("asked to stop"), default=False)
    created_at = models.DateTimeField(_("created"))
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    expires_at = models.DateTimeField(_("expires"), null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return self.kind


class Heartbeat(models.Model):
    """When a regular job last finished, and what it did."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField(_("last run"))
    report = models.JSONField(_("report"), default=dict)

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name
