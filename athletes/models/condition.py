"""How an athlete is: away, tired, hurting."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from athletes.models.pain import WORST, Pain, PainPlace, PainSide
from athletes.querysets import AbsenceQuerySet, AthleteRowQuerySet
from athletes.ranges import DayRange


@pghistory.track()
class Absence(models.Model):
    """Days on which training isn't owed, with the reason; open-ended when ``to_on`` is empty.

    EXCUSE leaves the plan's dates alone. PAUSE stops the plan: nothing falls due until it ends.
    """

    class Effect(models.TextChoices):
        EXCUSE = "EXCUSE", _("Sessions excused")
        PAUSE = "PAUSE", _("Plan paused")

    class Reason(models.TextChoices):
        ILLNESS = "ILLNESS", _("Illness")
        INJURY = "INJURY", _("Injury")
        TRAVEL = "TRAVEL", _("Travel")
        HOLIDAY = "HOLIDAY", _("Holiday")
        WORK = "WORK", _("Work")
        OTHER = "OTHER", _("Other")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="absences",
        db_constraint=False,
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    effect = models.CharField(_("effect"), max_length=6, choices=Effect, default=Effect.EXCUSE)
    reason = models.CharField(_("reason"), max_length=8, choices=Reason)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="absence_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="absence_does_not_overlap",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("athlete", RangeOperators.EQUAL),
                    (DayRange("from_on", "to_on", Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.athlete}: {self.get_reason_display()}"


class CheckIn(models.Model):
    """One day's sleep, soreness, readiness, body weight and pain, each optional."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="check_ins",
        db_constraint=False,
    )
    on = models.DateField(_("day"))
    body_weight_kg = models.DecimalField(
        _("body weight"), max_digits=8, decimal_places=3, null=True, blank=True
    )
    readiness = models.PositiveSmallIntegerField(_("readiness, 1 to 5"), null=True, blank=True)
    sleep = models.PositiveSmallIntegerField(_("sleep, 1 to 5"), null=True, blank=True)
    soreness = models.PositiveSmallIntegerField(_("soreness, 1 to 5"), null=True, blank=True)
    has_pain = models.BooleanField(_("pain"), default=False)
    pain_place = models.CharField(
        _("where it hurts"), max_length=10, choices=PainPlace, blank=True, db_default=""
    )
    pain_side = models.CharField(
        _("on which side"), max_length=5, choices=PainSide, blank=True, db_default=""
    )
    pain_severity = models.PositiveSmallIntegerField(_("pain, 0 to 10"), null=True, blank=True)
    pain_resolved_at = models.DateTimeField(_("pain resolved"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    clocks = models.JSONField(default=dict, db_default={}, editable=False)
    rev = models.BigIntegerField(default=0, db_default=0)

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete", "on"], name="check_in_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(readiness=None) | Q(readiness__range=(1, 5)),
                name="check_in_readiness_is_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(sleep=None) | Q(sleep__range=(1, 5)), name="check_in_sleep_is_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(soreness=None) | Q(soreness__range=(1, 5)),
                name="check_in_soreness_is_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(body_weight_kg=None) | Q(body_weight_kg__gt=0),
                name="check_in_body_weight_is_positive",
            ),
            models.CheckConstraint(
                condition=Q(pain_severity=None) | Q(pain_severity__lte=WORST),
                name="check_in_pain_is_0_to_10",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.athlete} {self.on}"

    @property
    def pain(self) -> Pain:
        return Pain(place=self.pain_place, side=self.pain_side, severity=self.pain_severity)
