"""What tests of the coach side share."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _outbox(settings: Settings) -> None:
    """Queue mail as everywhere: the test runner would put it into memory."""
    settings.EMAIL_BACKEND = "athletes.mail.OutboxBackend"
