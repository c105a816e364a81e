"""What a coach changed of a plan's days at once: shifted, compressed, repeated, away."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import UndoableQuerySet


class ScheduleChange(models.Model):
    """One change of many days, with how they were before it, so that it can be taken back.

    ``before`` is what ``undo_schedule_change`` puts back. Only a plan's last one can be undone.
    """

    class Kind(models.TextChoices):
        SHIFT = "SHIFT", _("Moved")
        COMPRESS = "COMPRESS", _("Compressed")
        REPEAT = "REPEAT", _("Week repeated")
        ABSENCE = "ABSENCE", _("Absence")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    plan = models.ForeignKey(
        "athletes.Plan",
        on_delete=models.CASCADE,
        related_name="schedule_changes",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    words = models.TextField(_("what changed"))
    before = models.JSONField(_("before"))
    applied_at = models.DateTimeField(_("applied"))
    applied_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = UndoableQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of days")
        verbose_name_plural = _("changes of days")
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=F("applied_at")),
                name="schedule_change_is_undone_after_it",
            ),
        ]
        indexes = [
            models.Index(fields=["athlete", "plan", "-id"], name="schedule_change_by_plan"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
