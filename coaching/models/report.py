"""Reports that are drafted, put into words by a coach, approved, and sent."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteRowQuerySet


class ReportDraftQuerySet(AthleteRowQuerySet["ReportDraft"]):
    """Athletes see their reports once a coach approved them."""

    def with_report(self) -> Self:
        """Bring along what the report is made from."""
        return self.select_related(
            "organization",
            "athlete__user",
            "athlete__organization",
            "athlete__equipment",
            "phase__plan__program_version__template",
        )

    def visible_to(self, user: Any) -> Self:
        athletes = self._athletes()
        return self.filter(
            Q(athlete__in=athletes.coached_by(user))
            | Q(athlete__in=athletes.belonging_to(user)) & ~Q(status=ReportDraft.Status.DRAFT)
        )

    def belonging_to(self, user: Any) -> Self:
        return super().belonging_to(user).exclude(status=ReportDraft.Status.DRAFT)


class ReportDraft(models.Model):
    """One report of an athlete. ``report`` is what was approved, as JSON; it never changes again.

    Until then it is made anew whenever somebody looks. Of a link only the hash of its 256-bit
    token is kept.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("Waiting for approval")
        APPROVED = "APPROVED", _("Approved")
        SENT = "SENT", _("Sent")

    class Paper(models.TextChoices):
        A4 = "a4", _("A4")
        LETTER = "us-letter", _("Letter")

    class Units(models.TextChoices):
        KG = "kg", _("Kilograms")
        LB = "lb", _("Pounds")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="report_drafts",
        db_constraint=False,
        db_index=False,
    )
    phase = models.ForeignKey(
        "athletes.PlanPhase",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="report_drafts",
        db_constraint=False,
    )
    kind = models.CharField(_("kind"), max_length=20, default="phase")
    arguments = models.JSONField(_("of what"), default=dict)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    units = models.CharField(_("units"), max_length=2, choices=Units, default=Units.KG)
    paper = models.CharField(_("paper"), max_length=9, choices=Paper, default=Paper.A4)
    words = models.CharField(_("the coach's words"), max_length=4000, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.DRAFT)
    report = models.JSONField(_("as approved"), null=True, blank=True)
    drafted_at = models.DateTimeField(_("drafted"))
    approved_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    link_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    link_expires_at = models.DateTimeField(_("link good until"), null=True, blank=True)
    link_revoked_at = models.DateTimeField(_("link taken back"), null=True, blank=True)

    objects = ReportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "phase", "kind"],
                condition=Q(phase__isnull=False),
                name="report_draft_once_per_phase",
            ),
            models.CheckConstraint(
                condition=Q(status="DRAFT", report=None, approved_at=None)
                | Q(~Q(status="DRAFT"), report__isnull=False, approved_at__isnull=False),
                name="report_draft_is_kept_once_approved",
            ),
            models.CheckConstraint(
                condition=Q(status="SENT", sent_at__isnull=False)
                | Q(~Q(status="SENT"), sent_at=None),
                name="report_draft_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(link_hash=None) | Q(~Q(status="DRAFT"), link_expires_at__isnull=False),
                name="report_draft_link_is_of_an_approved_one",
            ),
        ]
        indexes = [
            models.Index(fields=["athlete", "-drafted_at"], name="report_draft_by_time"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_report_is_frozen",
                operation=pgtrigger.UpdateOf("report", "words", "language", "units", "approved_at"),
                condition=~pgtrigger.Q(old__status="DRAFT"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
