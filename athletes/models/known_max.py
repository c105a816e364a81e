"""What an athlete says they can lift once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteRowQuerySet


class KnownMax(models.Model):
    """The newest maximum an athlete named for an exercise, as one hand or the bar counts it."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="known_maxes",
        db_constraint=False,
    )
    exercise = models.ForeignKey(
        "programs.Exercise", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    max_kg = models.DecimalField(_("maximum"), max_digits=8, decimal_places=3)
    said_at = models.DateTimeField(_("said"))

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("known maximum")
        verbose_name_plural = _("known maxima")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete", "exercise"], name="known_max_once_an_exercise"
            ),
            models.CheckConstraint(condition=Q(max_kg__gt=0), name="known_max_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise} {self.max_kg}"
