"""Why an entry isn't saved is said in the language of whoever reads it, not of who sent it."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import translation

from athletes.actions.sync_reasons import REASONS, reason_of
from athletes.models import SyncOperation
from tests import make
from tests.athletes.sync.phone import Phone
from tests.athletes.sync.test_refusals import REFUSED

WITHOUT_ID = {"no operation", "an empty one", "no id", "an id that is none"}
WITH_ID = [name for name in REFUSED if name not in WITHOUT_ID]


@pytest.fixture
def phone(db):
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    return Phone(athlete)


def pushed(phone, op, *, language):
    with translation.override(language):
        (result,) = phone.push(op)
    return SyncOperation.objects.get(op_id=op["op_id"]), result.outcome.message


@pytest.mark.parametrize("name", WITH_ID)
def test_refusal_is_said_in_the_readers_language(phone, name):
    make_bad, code = REFUSED[name]
    row, english = pushed(phone, make_bad(phone), language="en")
    _again, german = pushed(phone, make_bad(phone), language="de")

    with translation.override("de"):
        said = reason_of(row)

    assert (row.code, row.message) == (code, english)
    assert said == german != english
    assert reason_of(row) == english


def test_entry_kept_beside_the_plan_is_explained_in_the_readers_language(phone):
    row, english = pushed(phone, phone.op("session", 2**40, note="x"), language="en")

    with translation.override("es"):
        said = reason_of(row)

    assert (row.code, reason_of(row)) == ("session_gone", english)
    assert said == "Esta sesión ya no está en tu plan: lo que anotaste se guarda aquí."


def test_repeated_operation_is_answered_in_the_language_of_the_repeat(phone):
    op = phone.op("set", uuid4(), reps=-1)
    phone.push(op)

    with translation.override("de"):
        (again,) = phone.push(op)

    assert again.outcome.code == "negative_reps"
    assert again.outcome.message == (
        "Wiederholungen können nicht unter 0 liegen: Trag ein, wie viele es waren."
    )


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("language", ["de", "es"])
def test_every_reason_is_translated(code, language):
    english = reason_of(SyncOperation(code=code))

    with translation.override(language):
        said = reason_of(SyncOperation(code=code))

    assert said != english
    assert said.endswith((".", "?"))


def test_reason_that_is_known_no_more_stays_as_it_was_said():
    row = SyncOperation(code="of_an_earlier_version", message="Something was wrong: try again.")

    assert reason_of(row) == "Something was wrong: try again."


def test_field_that_is_known_by_now_leaves_what_was_said(phone):
    row = SyncOperation(
        code="field_unknown",
        message="As it was said.",
        op_id=uuid4(),
        entity="set",
        entity_id=str(uuid4()),
        kind="patch",
        base={},
        fields={"reps": 5},
        device=phone.device,
        seq=1,
        ms=1,
        n=0,
    )

    assert reason_of(row) == "As it was said."
