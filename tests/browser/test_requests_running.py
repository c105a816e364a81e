"""Waiting for what the test's server still answers."""

import threading

from django.core.signals import request_finished, request_started

from tests.browser.requests_running import RequestsRunning


def test_it_waits_until_the_last_request_is_answered() -> None:
    running = RequestsRunning()
    has_begun, may_end = threading.Event(), threading.Event()
    said: list[str] = []

    def answer() -> None:
        request_started.send(sender=None)
        has_begun.set()
        may_end.wait()
        said.append("answered")
        request_finished.send(sender=None)

    server = threading.Thread(target=answer)
    server.start()
    has_begun.wait()
    may_end.set()
    running.wait_for_none()

    assert said == ["answered"]
    server.join()


def test_a_request_of_the_test_itself_is_not_waited_for() -> None:
    running = RequestsRunning()
    request_started.send(sender=None)

    running.wait_for_none()
    request_finished.send(sender=None)
