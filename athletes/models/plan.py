"""A program version assigned to an athlete."""

from datetime import datetime

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import PlanQuerySet


@pghistory.track(
    pghistory.InsertEvent(),
    # The sweep's own bookkeeping is covered by transition rows; people's edits are kept here.
    pghistory.UpdateEvent(
        condition=pghistory.AnyChange(
            "status",
            "overrides",
            "roll_mode",
            "asks_before_advancing",
            "confirms_after_h",
            "lets_athlete_move",
            "weekdays",
            "time_zone",
        )
    ),
    # A new time-zone table moved the due instant (reliability R14).
    pghistory.UpdateEvent(
        label="zone_table",
        condition=pgtrigger.Q(
            old__zone_table__df=pgtrigger.F("new__zone_table"),
            old__due_at__df=pgtrigger.F("new__due_at"),
        ),
    ),
    pghistory.DeleteEvent(),
)
class Plan(models.Model):
    """What an athlete follows.

    ``due_at`` is the true instant at which the running phase is over: local midnight after its
    last day, computed from ``time_zone`` with the table ``zone_table``. It is empty while nothing
    can fall due (paused, held, finished). ``retry_at`` is only the back-off after a failure.
    ``weekdays`` are the training days for each number of sessions a week: {"4": [0, 1, 3, 4]}.
    ``confirms_after_h`` is after how long a proposal that nobody answered is carried out; empty:
    it waits.
    """

    class Status(models.TextChoices):
        ACTIVE = "ACTIVE", _("Active")
        PAUSED = "PAUSED", _("Paused")
        COMPLETED = "COMPLETED", _("Completed")
        ENDED = "ENDED", _("Ended early")

    class RollMode(models.TextChoices):
        CALENDAR = "CALENDAR", _("By the calendar")
        ADHERENCE = "ADHERENCE", _("By training received")
        PERFORMANCE = "PERFORMANCE", _("By training received and performance")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete", on_delete=models.CASCADE, related_name="plans", db_constraint=False
    )
    program_version = models.ForeignKey(
        "programs.ProgramVersion",
        on_delete=models.PROTECT,
        related_name="plans",
        db_constraint=False,
    )
    overrides = models.JSONField(default=list, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.ACTIVE)
    starts_on = models.DateField(_("starts"))
    weekdays = models.JSONField(_("training days"), default=dict)
    roll_mode = models.CharField(
        _("phase changes"), max_length=11, choices=RollMode, default=RollMode.ADHERENCE
    )
    asks_before_advancing = models.BooleanField(
        _("every phase change asks the coach"), default=False
    )
    confirms_after_h = models.PositiveSmallIntegerField(
        _("hours until a proposal counts as accepted"), null=True, blank=True
    )
    lets_athlete_move = models.BooleanField(
        _("the athlete may move sessions within their week"), default=True, db_default=True
    )
    time_zone = models.CharField(_("time zone"), max_length=64)
    zone_table = models.CharField(_("time-zone table"), max_length=16)
    phase_seq = models.PositiveSmallIntegerField(_("running phase"), default=1)
    transition_count = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(_("phase due"), null=True, blank=True)
    retry_at = models.DateTimeField(_("next try"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failed tries"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    quarantined_at = models.DateTimeField(_("quarantined"), null=True, blank=True)
    assigned_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    assigned_at = models.DateTimeField(_("assigned"))
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete", "id"], name="plan_athlete_key"
            ),
            models.UniqueConstraint(
                fields=["organization", "athlete"],
                condition=Q(status__in=("ACTIVE", "PAUSED")),
                name="plan_one_running_per_athlete",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(status="ACTIVE"), name="plan_due_only_while_active"
            ),
            models.CheckConstraint(
                condition=Q(confirms_after_h=None) | Q(confirms_after_h__range=(1, 168)),
                name="plan_confirms_within_a_week",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(status="ACTIVE", quarantined_at=None),
                name="plan_due",
            ),
            models.Index(
                fields=["failures", "id"],
                condition=Q(failures__gt=0),
                name="plan_failed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program_version} - {self.athlete}"

    @property
    def is_running(self) -> bool:
        return self.status in {self.Status.ACTIVE, self.Status.PAUSED}

    def is_due_at(self, now: datetime) -> bool:
        """Tell whether the phase is over and its turn to try has come, as ``due_at`` filters."""
        return (
            self.status == self.Status.ACTIVE
            and self.quarantined_at is None
            and self.due_at is not None
            and self.due_at <= now
            and (self.retry_at is None or self.retry_at <= now)
        )
