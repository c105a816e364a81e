"""Requests that the test's server still answers; a page that is left doesn't end them."""

import threading
from typing import Any

from django.core.signals import request_finished, request_started

LONGEST_S = 20


class RequestsRunning:
    """Counts the requests of other threads than the test's own."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()
        request_started.connect(self._began)
        request_finished.connect(self._ended)

    def wait_for_none(self) -> None:
        """Return once nothing is being answered: emptying tables would meet it as a deadlock."""
        with self._changed:
            self._changed.wait_for(lambda: self._count <= 0, timeout=LONGEST_S)
            self._count = 0

    def _began(self, **_: Any) -> None:
        self._add(1)

    def _ended(self, **_: Any) -> None:
        self._add(-1)

    def _add(self, step: int) -> None:
        if threading.current_thread() is threading.main_thread():
            return
        with self._changed:
            self._count += step
            self._changed.notify_all()
