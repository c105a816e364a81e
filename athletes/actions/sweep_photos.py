"""Delete files of photos that no row names: what a crash or a deleted athlete left behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from athletes.models import Photo
from athletes.photo_files import drop_files, names_by_folder

# Files are written a moment before their row.
LEFT_ALONE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SweepReport:
    """Of how many photos a run deleted files."""

    swept: int = 0


def sweep_photos(*, now: datetime) -> SweepReport:
    """Delete files an hour old that belong to no photo. 1 query a folder. Twice is harmless."""
    swept = 0
    for names in names_by_folder(until=now - LEFT_ALONE):
        kept = Photo.objects.filter(file_name__in=names).values_list("file_name", flat=True)
        for name in names - set(kept):
            drop_files(name)
            swept += 1
    return SweepReport(swept=swept)
