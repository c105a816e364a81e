"""Where the files of a job's archive lie: outside of everything that is served by its address."""

import uuid
import zipfile
from collections.abc import Collection, Iterable, Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "archives"


def keep_file(*, job: uuid.UUID, name: str, content: bytes) -> None:
    """Write one file of an archive; what an interrupted run left there is replaced."""
    path = _path(job, name)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))


def zipped(*, job: uuid.UUID, files: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Yield a ZIP file part by part, one file in memory at a time; ``files`` are (kept, shown)."""
    out = _Out()
    taken: set[str] = set()
    # PDFs are packed already.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for kept, shown in files:
            if not default_storage.exists(_path(job, kept)):
                continue
            with default_storage.open(_path(job, kept)) as file:
                archive.writestr(_free(shown, taken), file.read())
            yield out.take()
    yield out.take()


def drop_archives(*, but: Collection[uuid.UUID]) -> None:
    """Delete the files of every job except these."""
    if not default_storage.exists(FOLDER):
        return
    kept = {str(key) for key in but}
    for folder in default_storage.listdir(FOLDER)[0]:
        if folder not in kept:
            for file in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
                default_storage.delete(f"{FOLDER}/{folder}/{file}")
            default_storage.delete(f"{FOLDER}/{folder}")


class _Out:
    """Where zipfile writes to; what was taken is forgotten."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        parts, self._parts = b"".join(self._parts), []
        return parts


def _path(job: uuid.UUID, name: str) -> str:
    return f"{FOLDER}/{job}/{name}"


def _free(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem} {number}{dot}{ending}"
    taken.add(free.casefold())
    return free
