"""What every test run needs before it starts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest_plugins = ["tests.servers", "tests.chromium"]


@pytest.fixture(autouse=True)
def _nobody_s_language() -> Iterator[None]:
    """Let no test speak the language of a request that one before it made in this thread."""
    yield
    from django.conf import settings
    from django.utils import translation

    # The engine's tests run without Django, too.
    if settings.configured:
        translation.deactivate()
