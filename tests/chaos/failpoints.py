"""Failing between two statements: the process is gone, or a statement raises."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, connections

DIED = 9


class Failpoint(DatabaseError):
    """What a statement raises instead of running, as the driver would."""


class Raising:
    """Raises instead of running the statements with these numbers, counted from 1."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = numbers
        self.count = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        if self.count in self.numbers:
            raise Failpoint(f"statement {self.count}")
        return execute(sql, params, many, context)


class Dying:
    """Ends the process at a point: after a statement, or between a commit and what follows it."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not connection.in_atomic_block:
            self._pass()
        result = execute(sql, params, many, context)
        self._pass()
        return result

    def _pass(self) -> None:
        self.left -= 1
        if self.left == 0:
            os._exit(DIED)


@contextmanager
def raising_at(*numbers: int) -> Iterator[Raising]:
    """Raise Failpoint at these statements of the work inside."""
    raising = Raising(*numbers)
    with connection.execute_wrapper(raising):
        yield raising


def dies_at(number: int, *, work: Callable[[], object]) -> bool:
    """Do the work in a child process that is gone at its point with this number, from 1.

    Returns whether it got that far; else the work is done. What it works on must be committed.
    """
    connection.close()
    child = os.fork()
    if child == 0:
        _work_and_end(number, work)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, DIED):
        raise RuntimeError(f"the child ended with {code}")
    return code == DIED


def _work_and_end(number: int, work: Callable[[], object]) -> None:
    """Never return: the child is a copy of a test run and must not go on as one."""
    # Beside a browser's event loop Django keeps connections by context, which a copy of the process
    # doesn't see: it would go on with one of before, on a socket that isn't its own.
    del connections[connection.alias]
    code = 1
    try:
        with connection.execute_wrapper(Dying(number)):
            work()
        code = 0
    finally:
        connection.close()
        os._exit(code)
