"""One state of a template: a draft, or published and frozen."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.querysets import CoachedRowQuerySet, ProgramVersionQuerySet


class ProgramVersion(models.Model):
    """A program in program format; plans pin one, so a published one never changes.

    ``body`` is the canonical JSON text (exact decimals), ``content_hash`` its SHA-256.
    ``acknowledged`` are the findings it was published with, each with its reason
    (programs/engine/checks/acknowledging.py); a draft's are those it came with.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        PUBLISHED = "PUBLISHED", _("Published")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    template = models.ForeignKey(
        "programs.ProgramTemplate",
        on_delete=models.CASCADE,
        related_name="versions",
        db_constraint=False,
    )
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT)
    body = models.TextField(_("program"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    week_count = models.PositiveSmallIntegerField(_("weeks"))
    session_count = models.PositiveSmallIntegerField(_("sessions"))
    goals = models.CharField(_("phases"), max_length=500)
    notes = models.TextField(_("notes"), blank=True)
    acknowledged = models.JSONField(_("acknowledged findings"), default=list, blank=True)
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(_("created"))
    published_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProgramVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="version_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "template", "number"], name="version_number_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "template"],
                condition=Q(status="DRAFT"),
                name="version_one_draft_per_template",
            ),
            models.CheckConstraint(
                condition=Q(status="DRAFT", published_at=None)
                | Q(status="PUBLISHED", published_at__isnull=False),
                name="version_published_has_its_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "content_hash"], name="version_by_content"),
        ]
        triggers = [
            # The notes and the publisher's account may change later; the content may not.
            pgtrigger.Protect(
                name="published_version_is_frozen",
                operation=pgtrigger.UpdateOf(
                    "status",
                    "body",
                    "content_hash",
                    "number",
                    "template_id",
                    "published_at",
                    "acknowledged",
                ),
                condition=pgtrigger.Q(old__status="PUBLISHED"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} v{self.number}"

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED


class VersionExercise(models.Model):
    """Which catalogue exercise a name in the program means; empty while nobody has said."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    program_version = models.ForeignKey(
        "programs.ProgramVersion",
        on_delete=models.CASCADE,
        related_name="exercises",
        db_constraint=False,
    )
    name = models.CharField(_("name in the program"), max_length=200)
    exercise = models.ForeignKey(
        "programs.Exercise", on_delete=models.PROTECT, null=True, related_name="in_versions"
    )

    objects = CoachedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("exercise of a version")
        verbose_name_plural = _("exercises of a version")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program_version", "name"], name="version_exercise_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
