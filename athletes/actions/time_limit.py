"""A limit on how long work may take, where the process can be interrupted."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from athletes.queries.time_budget import TookTooLong, budget

# The database ends its own statements; a talk with it is never cut in the middle.
DATABASE_DRIVER = "psycopg"
TRIED_AGAIN_AFTER_S = 0.05
# Python loses an exception that is raised while an object is being destroyed.
REPEATED_AFTER_S = 0.25

# Each timer with the signal that it sends.
PROCESSOR = signal.ITIMER_VIRTUAL, signal.SIGVTALRM
CLOCK = signal.ITIMER_REAL, signal.SIGALRM


@contextmanager
def at_most(seconds: float, *, clock_s: float) -> Iterator[None]:
    """Raise TookTooLong in the work after so many seconds of the processor, or of the clock.

    The processor's count alike on a busy machine; the clock's are for what must be over before
    somebody else loses patience. Only a process's main thread can be interrupted; elsewhere, as
    in a web server, the work is asked to look at its budget as it goes (``check_budget``).
    """
    if threading.current_thread() is not threading.main_thread():
        with budget(seconds, clock_s=clock_s):
            yield
        return
    with _timer(*PROCESSOR, seconds=seconds), _timer(*CLOCK, seconds=clock_s):
        yield


@contextmanager
def _timer(timer: int, sent: signal.Signals, *, seconds: float) -> Iterator[None]:
    def cut_off(_signal: int, frame: FrameType | None) -> None:
        if _is_in_driver(frame):
            signal.setitimer(timer, TRIED_AGAIN_AFTER_S, REPEATED_AFTER_S)
        else:
            raise TookTooLong

    before = signal.signal(sent, cut_off)
    signal.setitimer(timer, seconds, REPEATED_AFTER_S)
    try:
        yield
    finally:
        try:
            signal.setitimer(timer, 0)
        finally:
            # Letting go of much takes long: the signal may come again just here.
            signal.setitimer(timer, 0)
            signal.signal(sent, before)


def _is_in_driver(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_globals.get("__name__", "").partition(".")[0] == DATABASE_DRIVER:
            return True
        frame = frame.f_back
    return False
