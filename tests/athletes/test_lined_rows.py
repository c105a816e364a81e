"""Writing rows of which most of each is a line that others share keeps every value."""

from decimal import Decimal
from typing import Any

import pytest

from athletes.actions.lined_rows import insert_lined_rows
from athletes.models import CheckIn
from tests import make
from tests.athletes.test_bulk_rows import ODD_WORDS

pytestmark = pytest.mark.django_db


def write(lines: list[tuple[Any, ...]], numbers: list[int], **columns: list[Any]) -> None:
    athlete = make.athlete()
    columns["organization"] = [athlete.organization_id] * len(numbers)
    columns["athlete"] = [athlete.pk] * len(numbers)
    insert_lined_rows(
        CheckIn,
        lines=lines,
        line_fields=("on", "note", "readiness"),
        numbers=numbers,
        columns=columns,
        computed={
            "body_weight_kg": "given.body_weight_kg * 0.01",
            "has_pain": "coalesce(line.readiness > 3, false)",
        },
    )


def rows() -> list[tuple[Any, ...]]:
    found = CheckIn.objects.order_by("pk")
    return list(found.values_list("on", "note", "readiness", "body_weight_kg", "has_pain"))


@pytest.mark.parametrize("words", ODD_WORDS)
def test_row_has_its_line_its_own_and_what_follows(words: str) -> None:
    monday, tuesday = make.MONDAY, make.MONDAY.replace(day=3)

    write([(tuesday, "plain", None), (monday, words, 4)], [1, 0], body_weight_kg=[8040, None])

    assert rows() == [
        (monday, words, 4, Decimal("80.40"), True),
        (tuesday, "plain", None, None, False),
    ]


def test_no_rows_need_no_line() -> None:
    write([], [], body_weight_kg=[])

    assert rows() == []


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_rows_is_one_statement(count: int, django_assert_num_queries: Any) -> None:
    athlete = make.athlete()
    days = [(make.MONDAY.replace(day=day), "", None) for day in range(1, count + 1)]

    with django_assert_num_queries(1):
        insert_lined_rows(
            CheckIn,
            lines=days,
            line_fields=("on", "note", "readiness"),
            numbers=list(range(count)),
            columns={
                "organization": [athlete.organization_id] * count,
                "athlete": [athlete.pk] * count,
            },
            computed={},
        )

    assert CheckIn.objects.count() == count
