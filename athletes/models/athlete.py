"""People who are trained, who trains them, and what they can load."""

from decimal import Decimal

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteQuerySet, AthleteRowQuerySet


@pghistory.track(exclude=["sync_rev", "is_new"])
class Athlete(models.Model):
    """One person in one organization; may exist before the person has an account."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="athletes", db_index=False
    )
    user = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="athletes"
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    units = models.CharField(
        _("units"),
        max_length=2,
        choices=[("KG", _("Kilograms")), ("LB", _("Pounds"))],
        default="KG",
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    week_start = models.PositiveSmallIntegerField(_("first day of the week"), null=True, blank=True)
    is_archived = models.BooleanField(_("archived"), default=False)
    # Until the questions of the first run are answered or put off.
    is_new = models.BooleanField(_("new"), default=False, db_default=False)
    keeps_photos = models.BooleanField(_("photos"), default=False, db_default=False)
    shares_photos = models.BooleanField(_("photos shared"), default=False, db_default=False)
    created_at = models.DateTimeField(_("created"))
    sync_rev = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        verbose_name = _("athlete")
        verbose_name_plural = _("athletes")
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="athlete_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=Q(user__isnull=False),
                name="athlete_once_per_organization",
            ),
            models.UniqueConstraint(
                F("organization"),
                Lower("email"),
                condition=~Q(email=""),
                name="athlete_email_once_per_organization",
            ),
            models.CheckConstraint(
                condition=Q(week_start=None) | Q(week_start__lte=6),
                name="athlete_week_start_is_a_weekday",
            ),
            models.CheckConstraint(
                condition=Q(shares_photos=False) | Q(keeps_photos=True),
                name="athlete_shares_photos_that_are_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Engagement(models.Model):
    """Which coach looks after an athlete, from when to when."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="engagements",
        db_constraint=False,
    )
    membership = models.ForeignKey(
        "accounts.Membership",
        on_delete=models.CASCADE,
        related_name="engagements",
        db_constraint=False,
    )
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"), null=True, blank=True)

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete", "membership"],
                condition=Q(ended_at=None),
                name="engagement_one_open_per_coach",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="engagement_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} - {self.athlete}"


@pghistory.track()
class EquipmentProfile(models.Model):
    """What an athlete can load.

    ``plate_pairs`` is a list of [weight, pairs]; weights are in kilograms, as text, so that
    they stay exact. ``dumbbells_kg`` lists every weight that one hand can hold, ascending.
    """

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.OneToOneField(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="equipment",
        db_constraint=False,
    )
    has_barbell = models.BooleanField(_("barbell and rack"), default=True)
    has_machines = models.BooleanField(_("machines and cables"), default=True)
    bar_kg = models.DecimalField(_("bar"), max_digits=8, decimal_places=3, default=20)
    collars_kg = models.DecimalField(
        _("collars, both together"), max_digits=8, decimal_places=3, default=0
    )
    plate_pairs = models.JSONField(_("plate pairs"), default=list, blank=True)
    dumbbells_kg = ArrayField(
        models.DecimalField(max_digits=8, decimal_places=3),
        verbose_name=_("dumbbells"),
        default=list,
        blank=True,
    )
    machine_step_kg = models.DecimalField(
        _("machine step"), max_digits=8, decimal_places=3, default=Decimal("2.5")
    )
    version = models.PositiveIntegerField(default=1)

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("equipment")
        verbose_name_plural = _("equipment")
        constraints = [
            models.CheckConstraint(
                condition=Q(bar_kg__gte=0, collars_kg__gte=0, machine_step_kg__gt=0),
                name="equipment_weights_are_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(self.athlete)
