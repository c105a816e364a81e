"""What coaches did with what asked for them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AttentionMarkQuerySet(models.QuerySet["AttentionMark"]):
    def made_by(self, user: Any) -> Self:
        """Return the person's own marks: another coach's queue is theirs."""
        return self.filter(membership__user=user, membership__is_active=True)


class AttentionMark(models.Model):
    """A coach's word on one item of the queue; it holds while the item says the same.

    ``facts`` are what the item rests on, in short. A snooze without ``until`` lasts until they
    change. Marks stay, so that each rule can be told how often it was worth a look.
    """

    class State(models.TextChoices):
        SNOOZED = "SNOOZED", _("Put off")
        DONE = "DONE", _("Dealt with")
        NOISE = "NOISE", _("Noise")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    membership = models.ForeignKey(
        "accounts.Membership",
        on_delete=models.CASCADE,
        related_name="attention_marks",
        db_constraint=False,
    )
    athlete = models.ForeignKey(
        "athletes.Athlete", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    kind = models.CharField(_("reason"), max_length=20)
    facts = models.CharField(_("facts"), max_length=100)
    state = models.CharField(_("state"), max_length=7, choices=State)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    marked_at = models.DateTimeField(_("marked"))

    objects = AttentionMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark in the queue")
        verbose_name_plural = _("marks in the queue")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "membership", "athlete", "kind", "facts"],
                name="attention_mark_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(state="SNOOZED"), name="attention_mark_until_if_snoozed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.facts}"
