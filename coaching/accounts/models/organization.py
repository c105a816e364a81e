"""A gym, a team, or a coach alone."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Organization(models.Model):
    """The border between tenants: every tenant row names one."""

    name = models.CharField(_("name"), max_length=200)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    week_start = models.PositiveSmallIntegerField(_("first day of the week"), default=0)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(week_start__lte=6), name="organization_week_start_is_a_weekday"
            ),
        ]

    def __str__(self) -> str:
        return self.name
