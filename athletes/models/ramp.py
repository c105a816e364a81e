"""Sessions of a plan made lighter after days without training."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteRowQuerySet


class PlanRamp(models.Model):
    """From session ``from_ordinal`` of the plan on, training comes back after so many days.

    How much lighter, and for how many weeks, follows from ``days`` (gap_policy.csv); ``per_week``
    sessions make a week. Where two meet, the lighter of both holds.
    """

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    plan = models.ForeignKey(
        "athletes.Plan", on_delete=models.CASCADE, related_name="ramps", db_constraint=False
    )
    from_ordinal = models.PositiveSmallIntegerField(_("from session"))
    per_week = models.PositiveSmallIntegerField(_("sessions a week"))
    days = models.PositiveSmallIntegerField(_("days without training"))

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("ramp after a gap")
        verbose_name_plural = _("ramps after gaps")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "plan", "from_ordinal"], name="ramp_once_from_a_session"
            ),
            models.CheckConstraint(
                condition=Q(from_ordinal__gte=1, per_week__gte=1, days__gte=1),
                name="ramp_counts_are_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} days before session {self.from_ordinal}"
