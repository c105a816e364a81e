"""What is kept of an error tells where to look and quotes nobody."""

from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.db import IntegrityError, transaction

from athletes.actions.error_in_words import error_in_words
from athletes.models import Heartbeat
from programs.engine.program import ProgramInvalid, read_program
from tests import make


def test_error_raised_in_our_code_tells_class_and_place() -> None:
    with pytest.raises(ProgramInvalid) as caught:
        read_program({"format": "program/1", "name": "Anna Secret"})

    words = error_in_words(caught.value)

    assert words.startswith("ProgramInvalid: programs.engine.program")
    assert " line " in words
    assert "Secret" not in words


@pytest.mark.django_db
def test_error_of_the_database_names_the_constraint() -> None:
    Heartbeat.objects.create(name="Anna Secret", beat_at=make.NOW)

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Heartbeat.objects.create(name="Anna Secret", beat_at=make.NOW)

    assert "Secret" in str(caught.value)
    assert error_in_words(caught.value) == "IntegrityError: athletes_heartbeat_pkey"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            SMTPRecipientsRefused({"anna@example.com": (550, b"no anna@example.com here")}),
            "SMTPRecipientsRefused: code 550",
        ),
        (SMTPDataError(552, b"anna@example.com is full"), "SMTPDataError: code 552"),
        (ValueError("anna@example.com"), "ValueError: "),
    ],
)
def test_error_of_a_mail_server_keeps_its_number_only(error, words) -> None:
    assert error_in_words(error) == words
