"""What sets one athlete's program apart from the version that the plan follows."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import UndoableQuerySet


class PlanDelta(models.Model):
    """One change of a plan's own program, by whom and why; the plan itself keeps their sum.

    ``changes`` leads from the program before to the one after, a text of ``program-diff/1``;
    ``before`` is the plan's version and own changes, which undoing puts back. ``ordinals`` are
    the sessions to come that it changed: while none of them is begun it can be taken back.
    """

    class Kind(models.TextChoices):
        TWEAK = "TWEAK", _("Changed for this athlete")
        MERGE = "MERGE", _("Follows another version")

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
        related_name="deltas",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    changes = models.JSONField(_("changes"))
    before = models.JSONField(_("before"))
    from_ordinal = models.PositiveSmallIntegerField(_("from session"))
    ordinals = models.JSONField(_("sessions changed"), default=list)
    reason = models.CharField(_("why"), max_length=500)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = UndoableQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a plan")
        verbose_name_plural = _("changes of plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=F("made_at")),
                name="plan_delta_is_undone_after_it",
            ),
        ]
        indexes = [
            models.Index(fields=["athlete", "plan", "-id"], name="plan_delta_by_plan"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
