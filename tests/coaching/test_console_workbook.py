"""A version as a workbook from the console, edited, and in again."""

import pytest
from django.urls import reverse

from coaching.accounts.models import Membership
from coaching.importers.program_xlsx import read_xlsx
from programs.actions.load_catalogue import load_catalogue
from programs.actions.start_draft import start_draft
from programs.engine.building.workbook import with_sheets
from programs.engine.versions.grouped import changed_parts
from programs.models import Exercise, ProgramVersion, TypedSheet
from programs.queries.program_of import program_of
from tests import make
from tests.coaching.console_rows import client_of
from tests.coaching.workbooks import edited, hidden, text_of, upload
from tests.programs.importing import program, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    load_catalogue()
    return make.membership(role=Membership.Role.OWNER)


@pytest.fixture
def first(coach):
    return published(coach, source=program("Squat", "Bench Press"))


@pytest.fixture
def client(coach):
    return client_of(coach.user)


def address(version, name="import"):
    return reverse(f"console:programs_programversion_{name}", args=[version.pk])


def workbook(client, version):
    return client.get(address(version, "workbook")).content


def sent(client, version, **changes):
    """Upload the version's workbook with cells said anew."""
    return client.post(address(version), upload(edited(workbook(client, version), **changes)))


def test_version_comes_as_a_workbook_that_says_the_same(client, first):
    response = client.get(address(first, "workbook"))

    back = with_sheets(program_of(first), sheets=read_xlsx(response.content))
    assert changed_parts(program_of(first), back) == ()
    assert f"v{first.number}.xlsx" in response["Content-Disposition"]


def test_page_asks_for_the_workbook_before_one_is_sent(client, first):
    page = client.get(address(first))

    assert (page.status_code, page.context["form"].errors) == (200, {})
    assert f'href="{address(first, "workbook")}"' in page.content.decode()


def test_one_edited_cell_is_shown_and_then_saved_as_a_draft(client, first):
    shown = sent(client, first, exchange={"3x5": "4x6"})

    assert (shown.status_code, ProgramVersion.objects.count()) == (200, 1)
    (part,) = shown.context["parts"]
    assert part.lines == ("Week 1, Squat: 3x5 -> 4x6", "Week 1, Bench Press: 3x5 -> 4x6")
    ((squat, bench),) = [
        session.rows for phase in shown.context["phases"] for session in phase.changed
    ]
    assert [(cell.old, cell.new) for cell in (*squat.cells, *bench.cells)] == [("3x5", "4x6")] * 2
    assert "Version 1 stays as it is; saving makes draft 2." in text_of(shown)

    saved = client.post(address(first), {**hidden(shown), "do": "1"})

    draft = ProgramVersion.objects.get(number=2)
    assert saved.url == address(draft, "change")
    assert [slot.groups[0].sets for slot in program_of(draft).slots] == [4, 4]
    assert ProgramVersion.objects.get(number=1).body == first.body


def test_same_workbook_is_nothing_to_save(client, first):
    shown = sent(client, first)

    assert "The workbook says the same: there is nothing to save." in text_of(shown)
    assert 'name="do"' not in shown.content.decode()
    refused = client.post(address(first), {**hidden(shown), "do": "1"})
    assert "Version 1 says the same already: there is nothing to save." in text_of(refused)
    assert ProgramVersion.objects.count() == 1


def test_draft_is_replaced_after_its_own_difference_was_seen(client, first, coach):
    draft = start_draft(template=first.template, by=coach.user, now=make.NOW)
    TypedSheet.objects.create(
        organization=coach.organization,
        program_version=draft,
        phase=0,
        lines=[["what?"]],
        typed_at=make.NOW,
    )

    shown = sent(client, first, exchange={"3x5": "4x6"})
    text = text_of(shown)
    assert "Draft 2 is there: what it holds now is replaced." in text
    assert "Cells of its grid that couldn't be read are lost with it." in text
    client.post(address(first), {**hidden(shown), "do": "1"})

    kept = ProgramVersion.objects.get(number=2)
    assert kept.pk == draft.pk
    assert [slot.groups[0].sets for slot in program_of(kept).slots] == [4, 4]


def test_draft_changed_meanwhile_is_kept_and_the_new_difference_shown(client, first, coach):
    shown = sent(client, first, exchange={"3x5": "4x6"})
    draft = start_draft(template=first.template, by=coach.user, now=make.NOW)

    refused = client.post(address(first), {**hidden(shown), "do": "1"})

    assert refused.status_code == 422
    assert "was changed by somebody meanwhile: this is the difference" in text_of(refused)
    assert refused.context["was"] == "version 2"
    assert ProgramVersion.objects.get(pk=draft.pk).body == first.body
    client.post(address(first), {**hidden(refused), "do": "1"})
    kept = ProgramVersion.objects.get(pk=draft.pk)
    assert [slot.groups[0].sets for slot in program_of(kept).slots] == [4, 4]


def test_unknown_name_is_asked_about_and_nothing_sent_is_lost(client, first):
    asked = sent(client, first, exchange={"3x5": "4x6", "Bench Press": "Bensh Pres"})

    form = asked.context["form"]
    bench = Exercise.objects.get(name="Bench Press")
    assert (form["match-0"].label, form["match-0"].value()) == ("Bensh Pres", str(bench.pk))
    assert not ProgramVersion.objects.filter(number=2).exists()

    unsaid = client.post(address(first), {**hidden(asked), "match-0": ""})
    assert (unsaid.status_code, list(unsaid.context["form"].errors)) == (422, ["match-0"])
    shown = client.post(address(first), {**hidden(unsaid), "match-0": bench.pk})
    assert "Squat: 3x5 -> 4x6" in text_of(shown)
    client.post(address(first), {**hidden(shown), "do": "1"})

    draft = ProgramVersion.objects.get(number=2)
    assert draft.exercises.get(name="Bensh Pres").exercise == bench


def test_unreadable_cells_are_named_each_and_nothing_is_kept(client, first):
    refused = sent(client, first, exchange={"3x5": "lots"})

    faults = refused.context["form"].errors["file"]
    assert refused.status_code == 422
    assert [fault.split(":")[0] for fault in faults] == ["Only, D7", "Only, D8"]
    assert refused.context["form"]["source"].value() == ""
    assert ProgramVersion.objects.count() == 1


def test_workbook_without_its_mesocycle_says_so(client, first):
    refused = sent(client, first, left_out=["Only"])

    (fault,) = refused.context["form"].errors["file"]
    assert fault.startswith("No sheet begins with Mesocycle in A1")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "Choose the workbook."),
        (upload(b""), "The file is empty; choose a workbook."),
        (upload(b"Exercise,Week 1\n"), "The file is no XLSX workbook"),
        (upload(b"PK" + b"x" * 3_000_000), "The file has 3,000,002 bytes"),
        ({"source": "UEsDBA=="}, "The file is no XLSX workbook"),
        ({"source": "not base64"}, "The file is no XLSX workbook"),
        ({"source": "\x00é"}, "The file is no XLSX workbook"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(client, first, files, words):
    refused = client.post(address(first), files)

    assert refused.status_code == 422
    assert words in text_of(refused)


def test_file_longer_than_any_page_takes_is_said_to_be(client, first, settings):
    settings.UPLOAD_MAX_BYTES = 100

    refused = client.post(address(first), upload(b"PK" + b"x" * 100_000))

    (fault,) = refused.context["form"].errors["file"]
    assert fault.startswith("The workbook is too large")


@pytest.mark.parametrize(("role", "status", "reads"), [("ASSISTANT", 403, 200), (None, 404, 404)])
def test_who_may_not_change_programs_puts_nothing_in(client, first, role, status, reads):
    place = {"role": role, "organization": first.organization} if role else {}
    other = client_of(make.membership(**place).user)
    shown = sent(client, first, exchange={"3x5": "4x6"})

    assert other.get(address(first, "workbook")).status_code == reads
    assert other.get(address(first)).status_code == status
    assert other.post(address(first), {**hidden(shown), "do": "1"}).status_code == status
    assert ProgramVersion.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_difference_takes_the_same_queries_for_one_version_and_three(
    client, first, coach, count, django_assert_num_queries
):
    shown = sent(client, first, exchange={"3x5": "4x6"})
    for _ in range(count - 1):
        start_draft(template=first.template, by=coach.user, now=make.NOW)
        ProgramVersion.objects.filter(status="DRAFT").update(
            status="PUBLISHED", published_at=make.NOW
        )

    with django_assert_num_queries(7):
        client.post(address(first), hidden(shown))
