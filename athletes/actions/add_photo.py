"""Keep a photo of an athlete, cleaned first."""

from datetime import date, datetime
from secrets import token_hex

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from athletes.actions.clean_photo import clean_photo
from athletes.models import Athlete, Photo
from athletes.photo_files import drop_files, keep_files
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date

MOST_PHOTOS = 1_000


class PhotosAreOff(TrainingError):
    """The athlete keeps no photos."""

    def __init__(self) -> None:
        super().__init__(_("Photos are switched off: switch them on in the settings first."))


class PhotoFromTheFuture(TrainingError):
    """A day that hasn't come."""

    def __init__(self) -> None:
        super().__init__(_("That day hasn't come yet: choose today or a day before."))


class PoseTaken(TrainingError):
    """There is a photo of that day and pose."""

    def __init__(self) -> None:
        super().__init__(
            _("There is a photo of that day in that pose: delete it first, or choose another.")
        )


class TooManyPhotos(TrainingError):
    """The athlete keeps as many as anybody may."""

    def __init__(self) -> None:
        super().__init__(
            _("You keep %(most)d photos, which is the most: delete some first.")
            % {"most": MOST_PHOTOS}
        )


def add_photo(
    *, athlete: Athlete, content: bytes, pose: str, on: date, note: str, now: datetime
) -> Photo:
    """Keep one photo. 3 queries. The files are written before the row, so that no row lacks them.

    Raises what ``clean_photo`` raises, PhotosAreOff, PhotoFromTheFuture, PoseTaken,
    TooManyPhotos; then neither row nor file is kept.
    """
    if on > local_date(now, zone=athlete.time_zone):
        raise PhotoFromTheFuture
    clean = clean_photo(content)
    photo = Photo(
        organization_id=athlete.organization_id,
        athlete=athlete,
        on=on,
        pose=pose,
        note=note,
        file_name=token_hex(16),
        added_at=now,
    )
    try:
        keep_files(file_name=photo.file_name, full=clean.full, small=clean.small)
        _insert(photo)
    except BaseException:
        drop_files(photo.file_name)
        raise
    return photo


def _insert(photo: Photo) -> None:
    try:
        with transaction.atomic():
            _refuse(photo.athlete)
            photo.save(force_insert=True)
    except IntegrityError as error:
        raise PoseTaken from error


def _refuse(athlete: Athlete) -> None:
    # Locked, so that switching off at the same moment deletes this one, too.
    keeping = Athlete.objects.select_for_update(no_key=True).filter(keeps_photos=True)
    if not keeping.filter(pk=athlete.pk).exists():
        raise PhotosAreOff
    if Photo.objects.filter(athlete=athlete).count() >= MOST_PHOTOS:
        raise TooManyPhotos
