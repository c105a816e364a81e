"""Delete photos for good: rows, then files."""

from functools import partial

from django.db import transaction

from athletes.models import Athlete, Photo
from athletes.photo_files import drop_files


def delete_photo(*, photo: Photo) -> None:
    """Delete one photo. 1 query. Twice is harmless."""
    with transaction.atomic():
        Photo.objects.filter(pk=photo.pk).delete()
        transaction.on_commit(partial(drop_files, photo.file_name))


def delete_photos(*, athlete: Athlete) -> None:
    """Delete all photos of an athlete. 2 queries. Twice is harmless."""
    with transaction.atomic():
        rows = Photo.objects.filter(athlete=athlete)
        names = list(rows.values_list("file_name", flat=True))
        rows.filter(file_name__in=names).delete()
        for name in names:
            transaction.on_commit(partial(drop_files, name))
