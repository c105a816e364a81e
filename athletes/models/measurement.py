"""Circumferences of an athlete's body."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteRowQuerySet


class Measurement(models.Model):
    """One site measured with a tape on one day."""

    class Site(models.TextChoices):
        NECK = "NECK", _("Neck")
        CHEST = "CHEST", _("Chest")
        WAIST = "WAIST", _("Waist")
        HIPS = "HIPS", _("Hips")
        UPPER_ARM = "UPPER_ARM", _("Upper arm")
        THIGH = "THIGH", _("Thigh")
        CALF = "CALF", _("Calf")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="measurements",
        db_constraint=False,
    )
    on = models.DateField(_("day"))
    site = models.CharField(_("site"), max_length=9, choices=Site)
    around_cm = models.DecimalField(_("circumference"), max_digits=5, decimal_places=2)

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete", "site", "on"],
                name="measurement_once_a_day",
            ),
            models.CheckConstraint(condition=Q(around_cm__gt=0), name="measurement_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_site_display()} {self.on}"
