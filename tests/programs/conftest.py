"""The catalogue, loaded once for the tests of a module that only read it."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def catalogue(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    # This file is read before the servers' addresses are known to the settings.
    from programs.actions.load_catalogue import load_catalogue
    from programs.models import Exercise

    with django_db_blocker.unblock():
        load_catalogue()
    yield
    with django_db_blocker.unblock():
        Exercise.objects.update(parent=None, percent_of_parent=None)
        Exercise.objects.all().delete()


@pytest.fixture
def coach() -> Any:
    """Return the membership of a coach in an organization of one's own."""
    from tests import make

    return make.membership()
