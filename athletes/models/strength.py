"""The numbers loads rest on: the ledger of anchors, the rules that moved them, estimates."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteRowQuerySet


class AnchorValue(models.Model):
    """One entry of the ledger: from session ``effective_ordinal`` of the plan on, this value.

    Kept unrounded. Append-only: a correction is a new entry. RULE entries mirror what replaying
    the program with the logs gives; the others (INITIAL, COACH, ATHLETE, BOUNDARY) are its inputs.
    """

    class Source(models.TextChoices):
        INITIAL = "INITIAL", _("at the start")
        RULE = "RULE", _("by the program's rule")
        BOUNDARY = "BOUNDARY", _("at a phase change")
        COACH = "COACH", _("by the coach")
        ATHLETE = "ATHLETE", _("by the athlete")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="anchor_values",
        db_constraint=False,
    )
    plan = models.ForeignKey(
        "athletes.Plan",
        on_delete=models.CASCADE,
        related_name="anchor_values",
        db_constraint=False,
    )
    name = models.CharField(_("anchor"), max_length=100)
    exercise = models.ForeignKey(
        "programs.Exercise", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=12, null=True)
    source = models.CharField(_("set"), max_length=8, choices=Source)
    reason = models.CharField(_("why"), max_length=500)
    effective_ordinal = models.PositiveSmallIntegerField(_("from session"), default=0)
    set_at = models.DateTimeField(_("set at"))
    set_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("training number")
        verbose_name_plural = _("training numbers")
        indexes = [
            models.Index(fields=["organization", "plan", "name", "id"], name="anchor_by_plan"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="anchor_value_is_append_only",
                operation=pgtrigger.UpdateOf("name", "value", "source", "plan_id", "athlete_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class RuleRun(models.Model):
    """One run of a program's rule: what it read, which band fitted, each anchor before and after.

    Rebuilt whenever a plan is replayed, so that it tells why today's loads are what they are.
    """

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    plan = models.ForeignKey(
        "athletes.Plan",
        on_delete=models.CASCADE,
        related_name="rule_runs",
        db_constraint=False,
        db_index=False,
    )
    position = models.PositiveIntegerField(_("place"))
    ordinal = models.PositiveSmallIntegerField(_("session"))
    slot_key = models.CharField(_("slot"), max_length=100, blank=True)
    rule = models.PositiveSmallIntegerField(_("rule"))
    read = models.CharField(_("read"), max_length=100, blank=True)
    band = models.PositiveSmallIntegerField(_("band"), null=True)
    changes = models.JSONField(_("changes"))

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule run")
        verbose_name_plural = _("rule runs")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "plan", "position"], name="rule_run_place_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot_key} {self.read}"


class StrengthEstimate(models.Model):
    """An exercise's e1RM on one day: the set with the smallest error (spec 2.3)."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="strength_estimates",
        db_constraint=False,
        db_index=False,
    )
    exercise = models.ForeignKey(
        "programs.Exercise", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    on = models.DateField(_("day"))
    e1rm_kg = models.DecimalField(_("e1RM"), max_digits=9, decimal_places=3)
    sigma_pct = models.DecimalField(_("error, percent"), max_digits=5, decimal_places=2)
    method = models.CharField(_("method"), max_length=10)
    set_log = models.ForeignKey("athletes.SetLog", on_delete=models.CASCADE, related_name="+")

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("strength estimate")
        verbose_name_plural = _("strength estimates")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete", "exercise", "on"], name="estimate_once_a_day"
            ),
            models.CheckConstraint(condition=Q(e1rm_kg__gt=0), name="estimate_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise} {self.e1rm_kg}"
