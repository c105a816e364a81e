"""What a person may do in an organization."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Membership(models.Model):
    """A coach's place in an organization; athletes have none."""

    class Role(models.TextChoices):
        OWNER = "OWNER", _("Owner")
        HEAD_COACH = "HEAD_COACH", _("Head coach")
        COACH = "COACH", _("Coach")
        ASSISTANT = "ASSISTANT", _("Assistant")

    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.CASCADE,
        related_name="memberships",
        db_index=False,
    )
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    is_active = models.BooleanField(_("active"), default=True)
    wants_digest = models.BooleanField(_("weekly mail"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"], name="membership_once_per_organization"
            ),
            models.UniqueConstraint(fields=["organization", "id"], name="membership_tenant_key"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
