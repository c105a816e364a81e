"""One launcher per folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from programs.engine.errors import TrainingError


class AlreadyRunning(TrainingError):
    """Another launcher holds the folder."""

    def __init__(self, *, folder: Path, address: str) -> None:
        super().__init__(
            f"Phasewise is already running on {folder} and answers at {address}: use that one, or "
            "end it with Ctrl-C first."
        )


@contextmanager
def hold_folder(folder: Path, *, address: str) -> Iterator[None]:
    """Hold the folder for one launcher, which answers at ``address``, until it ends.

    The kernel lets go of the lock when the process dies, however it dies. Raises
    AlreadyRunning with the holder's address.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = (folder / "lock").read_text()
            raise AlreadyRunning(folder=folder, address=holder) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, address.encode())
        yield
    finally:
        os.close(descriptor)
