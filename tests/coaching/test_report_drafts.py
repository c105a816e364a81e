"""Reports that are drafted when a phase is final, put into words, approved, and sent."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.db import ProgrammingError, transaction
from pypdf import PdfReader

from athletes.actions.send_outbox import SendReport, send_outbox
from athletes.models import Athlete, Outbox, PlanPhase, SetLog
from coaching.actions.reports.approve_report import approve_report
from coaching.actions.reports.draft_reports import DraftReport, draft_reports
from coaching.actions.reports.link_report import LIFETIME, link_report, revoke_link
from coaching.actions.reports.mail_report import NoAddress, ReportNotApproved, mail_report
from coaching.actions.reports.write_report import ReportApproved, WordsTooLong, write_report
from coaching.models import ReportDraft
from coaching.queries.report_links import ReportLinkUnknown, find_linked_report
from coaching.reports.making import make_draft
from tests import make
from tests.coaching.drafts_by_hand import CHECKED, SEALED, again, approved, drafted, seal, trained

pytestmark = pytest.mark.django_db

CHOICES = {"language": "en", "units": "kg", "paper": "a4"}


def test_sealed_phase_is_drafted_once():
    athlete = trained()

    assert draft_reports(now=SEALED) == DraftReport(drafted=1)
    assert draft_reports(now=SEALED) == DraftReport(drafted=0)
    draft = ReportDraft.objects.get()
    assert (draft.athlete, draft.phase.seq, draft.kind) == (athlete, 1, "phase")
    assert (draft.status, draft.report, draft.drafted_at) == ("DRAFT", None, SEALED)


def test_draft_speaks_the_athletes_language_unit_and_paper():
    person = make.user(locale="de")

    draft = drafted(user=person, units="LB")

    assert (draft.language, draft.units, draft.paper) == ("de", "lb", "us-letter")


@pytest.mark.parametrize(
    ("sealed_at", "is_archived"),
    [(None, False), (SEALED - timedelta(days=8), False), (SEALED, True)],
    ids=["open", "long ago", "archived"],
)
def test_nothing_else_is_drafted(sealed_at, is_archived):
    athlete = trained()
    seal(athlete, sealed_at=sealed_at)
    Athlete.objects.update(is_archived=is_archived)

    assert draft_reports(now=SEALED) == DraftReport()


def test_light_week_is_not_drafted():
    trained()
    PlanPhase.objects.update(goal="deload")

    assert draft_reports(now=SEALED) == DraftReport()


@pytest.mark.parametrize("count", [1, 3])
def test_drafting_takes_two_queries(count, django_assert_num_queries):
    for _ in range(count):
        trained()

    # Beginning and end of the transaction come on top.
    with django_assert_num_queries(4):
        assert draft_reports(now=SEALED) == DraftReport(drafted=count)


def test_words_are_signed_by_who_approves():
    draft = drafted()
    write_report(draft=draft, words="  Well done.\r\nRest now. \x00", **CHOICES)

    approve_report(draft=draft, by=make.user(name="Dana Reyes"), now=CHECKED)

    report = again(draft).report
    assert (report["coach_words"], report["coach"]) == ("Well done.\nRest now.", "Dana Reyes")


def test_words_have_an_end():
    with pytest.raises(WordsTooLong):
        write_report(draft=drafted(), words="x" * 4001, **CHOICES)


def test_approved_report_stays_as_it_was():
    draft = approved()
    before = make_draft(draft=draft, by=None, now=CHECKED)
    SetLog.objects.update(load_kg=999)
    PlanPhase.objects.update(name="Another")
    Athlete.objects.update(name="Another")

    assert make_draft(draft=again(draft), by=None, now=CHECKED + timedelta(days=9)) == before
    assert "999" not in str(before.blocks)


def test_approved_report_is_neither_changed_nor_approved_again():
    draft = approved()
    before = ReportDraft.objects.values().get()

    with pytest.raises(ReportApproved):
        write_report(draft=draft, words="x", **CHOICES)
    with pytest.raises(ReportApproved):
        approve_report(draft=draft, by=make.user(), now=CHECKED)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        ReportDraft.objects.update(report={})
    assert ReportDraft.objects.values().get() == before


def test_mail_brings_the_file(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DELIVERY_OPTIONS = {}
    draft = approved(name="Ana Petrova", email="ana@example.com")

    mail_report(draft=draft, now=CHECKED)

    assert send_outbox(now=CHECKED).sent == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["ana@example.com"], f"Your report: {draft.phase.name}")
    ((name, file, media_type),) = sent.attachments
    assert (name, media_type) == (
        f"Ana Petrova - {draft.phase.name} - 2026-03-15.pdf",
        "application/pdf",
    )
    assert "Ana Petrova" in PdfReader(BytesIO(file)).pages[0].extract_text()
    assert again(draft).status == "SENT"


def test_impatient_thumb_sends_one_mail_and_a_later_one_another():
    draft = approved(email="ana@example.com")

    mail_report(draft=draft, now=CHECKED)
    mail_report(draft=draft, now=CHECKED)
    assert Outbox.objects.filter(kind="REPORT").count() == 1
    mail_report(draft=again(draft), now=CHECKED + timedelta(hours=1))
    assert Outbox.objects.filter(kind="REPORT").count() == 2


def test_draft_and_athlete_without_address_get_no_mail():
    draft = drafted(email="ana@example.com")
    with pytest.raises(ReportNotApproved):
        mail_report(draft=draft, now=CHECKED)
    with pytest.raises(NoAddress):
        mail_report(draft=approved(), now=CHECKED)

    assert not Outbox.objects.filter(kind="REPORT").exists()


def test_mail_to_who_was_archived_meanwhile_is_let_be(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DELIVERY_OPTIONS = {}
    mail_report(draft=approved(email="ana@example.com"), now=CHECKED)
    Athlete.objects.update(is_archived=True)

    assert send_outbox(now=CHECKED) == SendReport(sent=1)
    assert mail.outbox == []


def test_link_leads_to_the_report_for_two_weeks():
    draft = approved()
    token = link_report(draft=draft, now=CHECKED)

    assert find_linked_report(token=token, now=CHECKED + LIFETIME - timedelta(seconds=1)) == draft
    with pytest.raises(ReportLinkUnknown):
        find_linked_report(token=token, now=CHECKED + LIFETIME)
    assert token not in str(ReportDraft.objects.values().get())


def test_link_ends_when_taken_back_or_replaced():
    draft = approved()
    first, second = (link_report(draft=draft, now=CHECKED) for _ in range(2))

    assert find_linked_report(token=second, now=CHECKED) == draft
    with pytest.raises(ReportLinkUnknown):
        find_linked_report(token=first, now=CHECKED)
    assert revoke_link(draft=draft, now=CHECKED)
    assert not revoke_link(draft=draft, now=CHECKED)
    with pytest.raises(ReportLinkUnknown):
        find_linked_report(token=second, now=CHECKED)


def test_draft_has_no_link():
    with pytest.raises(ReportNotApproved):
        link_report(draft=drafted(), now=CHECKED)


def test_athlete_sees_what_is_approved_only():
    person = make.user()
    draft = drafted(user=person)

    assert not ReportDraft.objects.visible_to(person).exists()
    assert not ReportDraft.objects.belonging_to(person).exists()
    approve_report(draft=draft, by=make.user(), now=CHECKED)
    assert ReportDraft.objects.visible_to(person).get() == draft
    assert ReportDraft.objects.belonging_to(person).get() == draft
    assert not ReportDraft.objects.visible_to(make.user()).exists()
