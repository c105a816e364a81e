"""A gym, a team, or a coach alone."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.accounts.models.user import Units


@pghistory.track()
class Organization(models.Model):
    """The border between tenants: every tenant row names one."""

    name = models.CharField(_("name"), max_length=200)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    week_start = models.PositiveSmallIntegerField(_("first day of the week"), default=0)
    # Of athletes who are added; each may choose otherwise.
    units = models.CharField(
        _("units"), max_length=2, choices=Units, default=Units.KG, db_default="KG"
    )
    # What athletes are called here; empty keeps the product's own word.
    athlete_word = models.CharField(
        _("word for an athlete"), max_length=30, blank=True, default="", db_default=""
    )
    athletes_word = models.CharField(
        _("word for athletes"), max_length=30, blank=True, default="", db_default=""
    )
    # When the queue tells a coach.
    missed_in_a_row = models.PositiveSmallIntegerField(
        _("sessions missed in a row"), default=3, db_default=3
    )
    fall_points = models.PositiveSmallIntegerField(
        _("points of adherence lost"), default=20, db_default=20
    )
    runway_days = models.PositiveSmallIntegerField(_("days planned ahead"), default=7, db_default=7)
    accent = models.CharField(
        _("accent color"), max_length=7, blank=True, default="", db_default=""
    )
    logo = models.CharField(max_length=32, blank=True, default="", db_default="")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(week_start__lte=6), name="organization_week_start_is_a_weekday"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    missed_in_a_row__range=(2, 10),
                    fall_points__range=(5, 50),
                    runway_days__range=(1, 60),
                ),
                name="organization_tells_within_bounds",
            ),
        ]

    def __str__(self) -> str:
        return self.name
