"""A limit on how long work may compute, where the process can be interrupted."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# The database ends its own statements; a talk with it is never cut in the middle.
DATABASE_DRIVER = "psycopg"
TRIED_AGAIN_AFTER_S = 0.05


class TookTooLong(Exception):
    """The work was cut off after its time."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TookTooLong in the work after so many seconds of the processor.

    Neither a busy machine nor waiting for the database counts. Only a process's main thread can
    be interrupted; elsewhere the work runs on.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _cut_off)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _cut_off(_signal: int, frame: FrameType | None) -> None:
    while frame is not None:
        if frame.f_globals.get("__name__", "").partition(".")[0] == DATABASE_DRIVER:
            signal.setitimer(signal.ITIMER_VIRTUAL, TRIED_AGAIN_AFTER_S)
            return
        frame = frame.f_back
    raise TookTooLong
