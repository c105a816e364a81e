"""How long the work at hand may take, asked by what may compute for long."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ends: ContextVar[tuple[float, float] | None] = ContextVar("time_budget", default=None)


class TookTooLong(Exception):
    """The work was cut off after its time."""


@contextmanager
def budget(seconds: float, *, clock_s: float) -> Iterator[None]:
    """Have ``check_budget`` raise after so many seconds of the thread's processor, or the clock.

    Unlike a signal it needs no main thread, and cuts only where it is asked.
    """
    before = _ends.set((time.thread_time() + seconds, time.monotonic() + clock_s))
    try:
        yield
    finally:
        _ends.reset(before)


def check_budget() -> None:
    """Raise TookTooLong once the budget is spent; nothing without one."""
    ends = _ends.get()
    if ends and (time.thread_time() > ends[0] or time.monotonic() > ends[1]):
        raise TookTooLong
