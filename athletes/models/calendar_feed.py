"""An athlete's training as a calendar that others' programs subscribe to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteRowQuerySet


class CalendarFeed(models.Model):
    """The private address of an athlete's calendar; only a hash of its secret is kept."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="calendar_feeds",
        db_constraint=False,
    )
    token_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("shared"))

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete"], name="calendar_feed_once_per_athlete"
            ),
        ]
        indexes = [models.Index(fields=["token_hash"], name="calendar_feed_token")]

    def __str__(self) -> str:
        return str(self.pk)
