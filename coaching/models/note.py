"""What coaches note about an athlete for themselves and their colleagues."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import CoachesOnlyQuerySet


class CoachNote(models.Model):
    """One note about an athlete, which the athlete never sees."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="coach_notes",
        db_constraint=False,
        db_index=False,
    )
    author = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    text = models.CharField(_("note"), max_length=4000)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    written_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)

    objects = CoachesOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="coach_note_says_something"),
        ]
        indexes = [
            models.Index(fields=["athlete", "-written_at"], name="coach_note_by_time"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
