"""Two clicks at the same moment: one wins, the other gets a sentence."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from programs.actions.add_starter_templates import add_starter_templates
from programs.actions.import_program import AlreadyImported, import_program
from programs.actions.load_catalogue import load_catalogue
from programs.actions.publish_version import VersionIsPublished, publish_version
from programs.actions.start_draft import start_draft
from programs.engine.errors import TrainingError
from programs.models import ProgramTemplate, ProgramVersion
from tests import make
from tests.programs.importing import AS_WRITTEN

BBB = Path(__file__).resolve().parents[2] / "programs" / "data" / "published" / "531-bbb.json"

pytestmark = pytest.mark.django_db(transaction=True)


def twice(act: Callable[[], Any]) -> list[Any]:
    """Return what two simultaneous calls give: a result or the error foreseen."""
    barrier = Barrier(2)

    def one(_: int) -> Any:
        try:
            barrier.wait(timeout=10)
            return act()
        except TrainingError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(one, range(2)))


def test_import_program_twice_at_once_keeps_one() -> None:
    load_catalogue()
    coach = make.membership()

    results = twice(
        lambda: import_program(
            organization=coach.organization, source=BBB.read_bytes(), by=coach.user, now=make.NOW
        )
    )

    assert {type(result) for result in results} == {ProgramVersion, AlreadyImported}
    assert ProgramTemplate.objects.count() == 1


def test_add_starter_templates_twice_at_once_adds_five() -> None:
    load_catalogue()
    organization = make.organization()

    results = twice(lambda: add_starter_templates(organization=organization, by=None, now=make.NOW))

    assert sorted(map(len, results)) == [0, 5]
    assert ProgramTemplate.objects.count() == 5


def test_publish_version_and_start_draft_twice_at_once_happen_once() -> None:
    load_catalogue()
    coach = make.membership()
    version = import_program(
        organization=coach.organization, source=BBB.read_bytes(), by=coach.user, now=make.NOW
    )

    published = twice(
        lambda: publish_version(version=version, by=coach.user, now=make.NOW, reasons=[AS_WRITTEN])
    )
    drafts = twice(lambda: start_draft(template=version.template, by=coach.user, now=make.NOW))

    assert {type(result) for result in published} == {ProgramVersion, VersionIsPublished}
    assert drafts[0] == drafts[1]
    assert ProgramVersion.objects.count() == 2
