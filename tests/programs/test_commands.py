"""The commands that load the catalogue and import a program."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from programs.models import Exercise, ProgramTemplate, ProgramVersion
from tests import make

PUBLISHED = Path(__file__).resolve().parents[2] / "programs" / "data" / "published"
BBB = PUBLISHED / "531-bbb.json"

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_load_catalogue_command_says_what_it_loaded() -> None:
    assert run("load_catalogue").startswith("257 exercises, ")
    assert Exercise.objects.count() == 257


def test_import_program_command_keeps_a_draft() -> None:
    run("load_catalogue")
    organization = make.organization()

    said = run("import_program", str(BBB), "--organization", str(organization.pk), "--name", "BBB")

    version = ProgramVersion.objects.get()
    assert said == (
        f"Imported “BBB” as template {version.template_id}: 8 weeks, 32 sessions, a draft.\n"
    )
    assert version.organization == organization


def test_import_program_command_twice_names_the_first() -> None:
    run("load_catalogue")
    arguments = ("import_program", str(BBB), "--organization", str(make.organization().pk))
    run(*arguments)

    with pytest.raises(CommandError, match="This is the same program as"):
        run(*arguments)

    assert ProgramTemplate.objects.count() == 1


def test_import_program_command_reports_every_fault(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": "program/1", "nam": "X", "mesocycles": []}')

    with pytest.raises(CommandError) as raised:
        run("import_program", str(bad), "--organization", str(make.organization().pk))

    assert [line.split(":")[0] for line in str(raised.value).splitlines()] == [
        "nam",
        "name",
        "mesocycles",
    ]


def test_import_program_command_without_file_or_organization_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"missing\.json cannot be read: No such file"):
        run(
            "import_program",
            str(tmp_path / "missing.json"),
            "--organization",
            str(make.organization().pk),
        )
    with pytest.raises(CommandError, match="There is no organization 7654321"):
        run("import_program", str(BBB), "--organization", "7654321")
