"""Writing many rows with one statement keeps every value as it was given."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from athletes.actions.bulk_rows import insert_rows, update_rows
from athletes.models import Absence, CheckIn, Outbox
from tests import make

pytestmark = pytest.mark.django_db

ODD_WORDS = [
    'say "go", then {stop}',
    "back\\slash \\\" and 'quote'",
    "NULL",
    "null",
    "",
    " ",
    "two\nlines\tand a tab",
    "日本語 العربية 🏋️ %s {} ,",
]


@pytest.mark.parametrize("words", ODD_WORDS)
def test_text_comes_back_as_it_was_given(words: str) -> None:
    athlete = make.athlete()
    keys = athlete.organization_id, athlete.pk

    insert_rows(
        CheckIn,
        [(*keys, make.MONDAY, words), (*keys, date(2026, 3, 3), "plain")],
        fields=("organization", "athlete", "on", "note"),
    )

    rows = CheckIn.objects.order_by("on").values_list("on", "note", "has_pain", "readiness")
    assert list(rows) == [
        (make.MONDAY, words, False, None),
        (date(2026, 3, 3), "plain", False, None),
    ]


@pytest.mark.parametrize("words", ODD_WORDS)
def test_text_that_all_rows_share_comes_back_as_it_was_given(words: str) -> None:
    athlete = make.athlete()
    days = [make.MONDAY, date(2026, 3, 3), date(2026, 3, 4)]

    insert_rows(
        CheckIn,
        [(day, athlete.organization_id, athlete.pk, words, True, None) for day in days],
        fields=("on", "organization", "athlete", "note", "has_pain", "readiness"),
    )

    rows = CheckIn.objects.order_by("on").values_list("on", "note", "has_pain", "readiness")
    assert list(rows) == [(day, words, True, None) for day in days]


def test_numbers_instants_and_json_come_back_as_they_were_given() -> None:
    at = datetime(2026, 3, 2, 8, 0, 0, 123456, tzinfo=UTC)
    message = {"subject": 'A "quoted" \\ word', "to": ["a@example.com"], "n": 1.5, "none": None}

    insert_rows(
        Outbox,
        [("one", message, at, 3, at)],
        fields=("key", "message", "run_after", "attempts", "queued_at"),
    )

    row = Outbox.objects.get()
    assert (row.message, row.run_after, row.attempts, row.sent_at) == (message, at, 3, None)


def test_update_changes_the_named_rows_and_fields_only() -> None:
    athlete = make.athlete()
    check_in = {"organization": athlete.organization, "athlete": athlete}
    first = CheckIn.objects.create(on=date(2026, 3, 2), note="a", readiness=3, **check_in)
    second = CheckIn.objects.create(on=date(2026, 3, 3), note="b", readiness=4, **check_in)

    changed = update_rows(
        CheckIn, [(first.pk, Decimal("81.125"), None)], fields=("body_weight_kg", "readiness")
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert changed == 1
    assert (first.body_weight_kg, first.readiness, first.note) == (Decimal("81.125"), None, "a")
    assert (second.body_weight_kg, second.readiness, second.note) == (None, 4, "b")


def test_without_rows_nothing_is_asked(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert insert_rows(Absence, [], fields=("organization",)) == []
        assert update_rows(Absence, [], fields=("note",)) == 0
