"""Pictures of an athlete's body, one pose a day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.models.identifiers import uuid7
from athletes.querysets import PhotoQuerySet


class Photo(models.Model):
    """One pose on one day. Its two files lie in the private folder (``athletes.photo_files``).

    ``file_name`` is random and says nothing of whose it is.
    """

    class Pose(models.TextChoices):
        FRONT = "FRONT", _("Front")
        SIDE = "SIDE", _("Side")
        BACK = "BACK", _("Back")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="photos",
        db_constraint=False,
    )
    on = models.DateField(_("day"))
    pose = models.CharField(_("pose"), max_length=5, choices=Pose)
    note = models.CharField(_("note"), max_length=200, blank=True)
    file_name = models.CharField(max_length=32, editable=False)
    added_at = models.DateTimeField(_("added"))

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete", "on", "pose"], name="photo_once_a_day_and_pose"
            ),
            models.UniqueConstraint(
                fields=["organization", "file_name"], name="photo_has_files_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(file_name__regex=r"^[0-9a-f]{32}$"), name="photo_file_name_is_random"
            ),
        ]
        indexes = [models.Index(fields=["file_name"], name="photo_by_file")]

    def __str__(self) -> str:
        return f"{self.get_pose_display()} {self.on}"
