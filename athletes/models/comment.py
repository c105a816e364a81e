"""What athlete and coach write to each other, beside the training that it is about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.models.identifiers import uuid7
from athletes.querysets import CommentQuerySet


class Comment(models.Model):
    """One comment on a session, on a set of it, or on a phase.

    What it is about may go while it stays: the database then empties the key. ``read_at`` is when
    the other side said that they read it: the coaches of what the athlete wrote, and the other
    way round.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="comments",
        db_constraint=False,
        db_index=False,
    )
    planned_session = models.ForeignKey(
        "athletes.PlannedSession",
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="comments",
        db_constraint=False,
    )
    set_log = models.ForeignKey(
        "athletes.SetLog",
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="comments",
        db_constraint=False,
    )
    phase = models.ForeignKey(
        "athletes.PlanPhase",
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="comments",
        db_constraint=False,
    )
    author = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    is_by_athlete = models.BooleanField(_("by the athlete"))
    text = models.CharField(_("text"), max_length=2000)
    written_at = models.DateTimeField(_("written"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(phase=None) | Q(planned_session=None, set_log=None),
                name="comment_is_on_a_session_or_a_phase",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        ]
        indexes = [
            models.Index(fields=["athlete", "-written_at"], name="comment_by_time"),
            models.Index(
                fields=["athlete", "is_by_athlete"],
                condition=Q(read_at=None),
                name="comment_unread",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
