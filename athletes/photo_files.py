"""Where the files of photos lie: outside of everything that is served by its address."""

from collections.abc import Iterator
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "photos"
FULL, SMALL = ".jpg", "-small.jpg"


def path_of(file_name: str, ending: str = FULL) -> str:
    """Return where in the storage a photo's file lies."""
    return f"{FOLDER}/{file_name[:2]}/{file_name}{ending}"


def keep_files(*, file_name: str, full: bytes, small: bytes) -> None:
    """Write both files of a photo."""
    for ending, content in ((FULL, full), (SMALL, small)):
        default_storage.save(path_of(file_name, ending), ContentFile(content))


def drop_files(file_name: str) -> None:
    """Delete both files of a photo, as far as they are there."""
    for ending in (FULL, SMALL):
        default_storage.delete(path_of(file_name, ending))


def names_by_folder(*, until: datetime) -> Iterator[set[str]]:
    """Yield folder by folder the names of photos whose files were last written until then."""
    if not default_storage.exists(FOLDER):
        return
    folders, _ = default_storage.listdir(FOLDER)
    for folder in sorted(folders):
        _, files = default_storage.listdir(f"{FOLDER}/{folder}")
        yield {
            file.partition(".")[0].removesuffix("-small")
            for file in files
            if default_storage.get_modified_time(f"{FOLDER}/{folder}/{file}") <= until
        }
