"""What a coach typed into the grid and no program can be made of yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.querysets import CoachedRowQuerySet


class TypedSheet(models.Model):
    """One phase of a draft as typed, while some cell of it can't be read.

    ``lines`` are its cells as text, line by line; ``phase`` counts from 0. The draft itself keeps
    the phase as it could be read last.
    """

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    program_version = models.ForeignKey(
        "programs.ProgramVersion",
        on_delete=models.CASCADE,
        related_name="typed_sheets",
        db_constraint=False,
    )
    phase = models.PositiveSmallIntegerField(_("phase"))
    lines = models.JSONField(_("cells"))
    typed_at = models.DateTimeField(_("typed"))

    objects = CoachedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("typed phase")
        verbose_name_plural = _("typed phases")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program_version", "phase"], name="typed_sheet_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program_version_id}/{self.phase}"
