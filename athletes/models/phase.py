"""The phases of a plan as they are really run, and what moved it from one to the next."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteRowQuerySet, PhaseTransitionQuerySet
from athletes.ranges import DayRange


class PlanPhase(models.Model):
    """One mesocycle of a plan, from first to last day, both inside it.

    ``seq`` counts from 1. A repeat and an inserted deload are phases of their own that name the
    same ``mesocycle`` (index into the program). ``extra_weeks`` are weeks already added after
    its end, ``repeated_weeks`` the numbers of those done once more right after themselves. ``ends``
    is what ends it, asked at the end of its weeks, or of each (test, stall).
    """

    class Kind(models.TextChoices):
        PLANNED = "PLANNED", _("Planned")
        REPEAT = "REPEAT", _("Repeated")
        INSERTED_DELOAD = "INSERTED_DELOAD", _("Inserted deload")

    class Ends(models.TextChoices):
        WEEKS = "WEEKS", _("after its weeks")
        TEST = "TEST", _("when test results are in")
        STALL = "STALL", _("when half of the main lifts stall")
        COACH = "COACH", _("when the coach says so")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    plan = models.ForeignKey(
        "athletes.Plan", on_delete=models.CASCADE, related_name="phases", db_constraint=False
    )
    seq = models.PositiveSmallIntegerField(_("number"))
    mesocycle = models.PositiveSmallIntegerField(_("mesocycle"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.PLANNED)
    name = models.CharField(_("name"), max_length=200)
    goal = models.CharField(_("goal"), max_length=11)
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    ends = models.CharField(_("what ends it"), max_length=5, choices=Ends, default=Ends.WEEKS)
    extra_weeks = models.PositiveSmallIntegerField(_("weeks added"), default=0)
    repeated_weeks = models.JSONField(_("weeks done once more"), default=list, db_default=[])
    repeats = models.PositiveSmallIntegerField(_("times repeated"), default=0)
    first_ordinal = models.PositiveSmallIntegerField(_("first session"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="phase_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "plan", "seq"], name="phase_number_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="phase_ends_after_it_starts"
            ),
            ExclusionConstraint(
                name="phase_does_not_overlap",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("plan", RangeOperators.EQUAL),
                    (DayRange("starts_on", "ends_on", Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PhaseTransition(models.Model):
    """One decision carried out at a phase's end; never edited, unique by plan and sequence.

    One that the coach took back stays, with ``undone_at``; the phase that it led to is gone.
    """

    class Cause(models.TextChoices):
        SWEEP = "SWEEP", _("the sweep")
        READ = "READ", _("the athlete opened the day")
        COACH = "COACH", _("the coach")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    plan = models.ForeignKey(
        "athletes.Plan",
        on_delete=models.CASCADE,
        related_name="transitions",
        db_constraint=False,
        db_index=False,
    )
    sequence = models.PositiveIntegerField(_("sequence"))
    from_phase = models.ForeignKey(
        "athletes.PlanPhase",
        on_delete=models.CASCADE,
        related_name="transitions_out",
        db_constraint=False,
    )
    to_phase = models.ForeignKey(
        "athletes.PlanPhase",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    decision = models.CharField(_("decision"), max_length=20)
    reason = models.CharField(_("reason"), max_length=30)
    words = models.TextField(_("why"))
    evidence = models.JSONField(_("evidence"))
    due_at = models.DateTimeField(_("due"))
    applied_at = models.DateTimeField(_("applied"))
    cause = models.CharField(_("by"), max_length=5, choices=Cause)
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = PhaseTransitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("phase change")
        verbose_name_plural = _("phase changes")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "plan", "sequence"], name="transition_fence"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="transition_is_append_only",
                operation=pgtrigger.UpdateOf(
                    "decision", "reason", "evidence", "due_at", "applied_at", "sequence", "plan_id"
                ),
            ),
            pgtrigger.Protect(
                name="transition_is_undone_once",
                operation=pgtrigger.UpdateOf("undone_at"),
                condition=pgtrigger.Q(old__undone_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} ({self.reason})"


class PhaseProposal(models.Model):
    """A decision that waits for the coach; at most one a plan.

    One that is only OPEN holds nothing up: late logs would have decided otherwise at the end of
    its phase. ``goes_on_at`` is when the plan goes on though nobody answered; empty: never.
    """

    class Status(models.TextChoices):
        WAITING = "WAITING", _("Waiting")
        OPEN = "OPEN", _("Open")
        ACCEPTED = "ACCEPTED", _("Accepted")
        DECLINED = "DECLINED", _("Declined")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    plan = models.ForeignKey(
        "athletes.Plan",
        on_delete=models.CASCADE,
        related_name="proposals",
        db_constraint=False,
        db_index=False,
    )
    phase = models.ForeignKey(
        "athletes.PlanPhase",
        on_delete=models.CASCADE,
        related_name="proposals",
        db_constraint=False,
    )
    decision = models.CharField(_("decision"), max_length=20)
    reason = models.CharField(_("reason"), max_length=30)
    words = models.TextField(_("why"))
    evidence = models.JSONField(_("evidence"))
    due_at = models.DateTimeField(_("due"))
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.WAITING)
    proposed_at = models.DateTimeField(_("proposed"))
    goes_on_at = models.DateTimeField(_("goes on without an answer"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "plan"],
                condition=Q(status="WAITING"),
                name="proposal_one_waiting_per_plan",
            ),
            models.UniqueConstraint(
                fields=["organization", "phase"],
                condition=Q(status="OPEN"),
                name="proposal_one_open_per_phase",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} ({self.reason})"
