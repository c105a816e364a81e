"""A mail link with which an athlete takes their place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteRowQuerySet


class Invitation(models.Model):
    """Good once, for seven days; only the hash of its 256-bit token is kept."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="invitations",
        db_constraint=False,
    )
    email = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("good until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_one_open_per_athlete",
            ),
        ]

    def __str__(self) -> str:
        return self.email
