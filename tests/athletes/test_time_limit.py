"""Work that takes too long is cut off, by the processor's time or by the clock's."""

import signal
import threading

import pytest

from athletes.actions.time_limit import TookTooLong, at_most

SOON, NEVER = 0.05, 600.0


def test_work_that_computes_without_end_is_cut_off_by_the_processors_time() -> None:
    with pytest.raises(TookTooLong), at_most(SOON, clock_s=NEVER):
        _compute_without_end()


def test_work_that_gets_no_processor_is_cut_off_by_the_clock() -> None:
    """A busy machine's session is idle to the database, which ends it after a while."""
    with pytest.raises(TookTooLong), at_most(NEVER, clock_s=SOON):
        assert threading.Event().wait(timeout=30)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_cut_that_falls_into_a_finalizer_is_made_again() -> None:
    class Slow:
        def __del__(self) -> None:
            _compute_without_end()

    with pytest.raises(TookTooLong), at_most(SOON, clock_s=NEVER):
        _destroy_and_compute(Slow())


def test_what_ends_in_time_leaves_no_timer_behind() -> None:
    with at_most(NEVER, clock_s=NEVER):
        during = signal.getitimer(signal.ITIMER_REAL)[0], signal.getitimer(signal.ITIMER_VIRTUAL)[0]

    assert min(during) > 0
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def _destroy_and_compute(one: object) -> None:
    del one
    _compute_without_end()


def _compute_without_end() -> None:
    while True:
        pass
