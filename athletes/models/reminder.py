"""When an athlete wants to be reminded of the day's session."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteRowQuerySet


class Reminder(models.Model):
    """When an athlete is reminded; no row, no reminders.

    They go to the browsers of PushSubscription, and by mail if ``by_mail``. Times are local.
    Nothing is sent from ``quiet_from`` to ``quiet_to``, over midnight where that is earlier.
    ``due_at`` is the next instant at which ``at`` comes.
    """

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="reminders",
        db_constraint=False,
    )
    by_mail = models.BooleanField(_("by e-mail"), default=True)
    at = models.TimeField(_("time"))
    quiet_from = models.TimeField(_("quiet from"))
    quiet_to = models.TimeField(_("quiet to"))
    due_at = models.DateTimeField(_("due"))

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete"], name="reminder_once_per_athlete"
            ),
            models.CheckConstraint(
                condition=Q(quiet_from__lte=F("quiet_to"))
                & (Q(at__lt=F("quiet_from")) | Q(at__gte=F("quiet_to")))
                | Q(quiet_from__gt=F("quiet_to"))
                & Q(at__lt=F("quiet_from"))
                & Q(at__gte=F("quiet_to")),
                name="reminder_is_not_in_quiet_hours",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="reminder_due")]

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"
