"""A macrocycle that a coach keeps and assigns."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.querysets import CoachedRowQuerySet


@pghistory.track()
class ProgramTemplate(models.Model):
    """The name under which versions of a program are kept; the program itself is in them."""

    class Equipment(models.TextChoices):
        GYM = "GYM", _("Gym")
        HOME = "HOME", _("Home, adjustable dumbbells")

    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.CASCADE,
        related_name="program_templates",
        db_index=False,
    )
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    equipment = models.CharField(
        _("equipment"), max_length=4, choices=Equipment, default=Equipment.GYM
    )
    is_archived = models.BooleanField(_("archived"), default=False)
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(_("created"))
    version = models.PositiveIntegerField(default=1)

    objects = CoachedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="template_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=models.Q(is_archived=False),
                name="template_name_once_per_organization",
            ),
        ]

    def __str__(self) -> str:
        return self.name
