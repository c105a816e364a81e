"""A browser that shows an athlete's reminders."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from athletes.querysets import PushSubscriptionQuerySet

LONGEST_ENDPOINT = 1000
LONGEST_DEVICE = 100


class PushSubscription(models.Model):
    """Where a browser takes messages for one athlete, and the keys that only it reads with.

    ``endpoint`` is an address at the browser's maker; whoever knows it and the keys could send.
    ``failed_at`` is when a message last didn't get through, until one does.
    """

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="push_subscriptions",
        db_constraint=False,
        db_index=False,
    )
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    endpoint = models.CharField(_("address"), max_length=LONGEST_ENDPOINT)
    p256dh = models.CharField(_("public key"), max_length=100)
    auth = models.CharField(_("shared secret"), max_length=50)
    device = models.CharField(_("device"), max_length=LONGEST_DEVICE, blank=True)
    created_at = models.DateTimeField(_("added"))
    failed_at = models.DateTimeField(_("didn't get through"), null=True, blank=True)

    objects = PushSubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("device for reminders")
        verbose_name_plural = _("devices for reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete", "endpoint"],
                name="push_subscription_once_per_athlete",
            ),
        ]
        indexes = [models.Index(fields=["endpoint"], name="push_subscription_endpoint")]

    def __str__(self) -> str:
        return self.device or str(self.pk)
