"""What the pages make of values: numbers as people read them, a chart, an exercise over time."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from athletes.actions.finish_session import finish_session
from athletes.models import StrengthEstimate
from athletes.queries.history import EstimatePoint
from athletes.templatetags.training import clock, load, number, percent, typeset
from athletes.views.estimate_chart import estimate_chart
from tests import make
from tests.athletes.logging import whole_session


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Decimal("100.000"), "100"),
        (Decimal("102.500"), "102.5"),
        (Decimal("1.25"), "1.25"),
        (Decimal("0"), "0"),
        (1000, "1000"),
    ],
)
def test_number_reads_without_trailing_zeros(value: Any, text: str) -> None:
    assert number(value) == text


def test_number_reads_in_the_readers_language() -> None:
    with translation.override("de"):
        assert load(Decimal("102.500"), "kg") == "102,5\u00a0kg"


@pytest.mark.parametrize(("seconds", "text"), [(None, ""), (45, "0:45"), (150, "2:30")])
def test_clock_reads_as_minutes_and_seconds(seconds: int | None, text: str) -> None:
    assert clock(seconds) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(None, "–"), (Decimal("0.875"), "88\u00a0%"), (Decimal("1"), "100\u00a0%")],
)
def test_percent_reads_whole(share: Decimal | None, text: str) -> None:
    assert percent(share) == text


def test_work_is_typeset_with_proper_signs() -> None:
    assert typeset("3 x 8-12, 1 x 5+") == "3 × 8–12, 1 × 5+"


def point(day: int, e1rm: str, *, error: str) -> EstimatePoint:
    value, spread = Decimal(e1rm), Decimal(error)
    return EstimatePoint(
        on=date(2026, 3, day),
        e1rm=value,
        sigma_pct=Decimal(3),
        low=value - spread,
        high=value + spread,
        method="chart",
    )


def test_chart_of_one_estimate_is_none() -> None:
    assert estimate_chart([point(1, "100", error="3")]) is None


def test_chart_places_estimates_between_its_levels() -> None:
    chart = estimate_chart([point(1, "100", error="5"), point(11, "110", error="5")])

    # 95 to 115 needs steps of 5; 176 units of height hold 20 kg: 8.8 a kilogram.
    assert chart is not None
    assert [level.text for level in chart.levels] == ["95", "100", "105", "110", "115"]
    assert chart.line == "46.0,146.0 406.0,58.0"
    assert chart.band == "46.0,102.0 406.0,14.0 406.0,102.0 46.0,190.0"


def test_chart_of_equal_estimates_has_a_height() -> None:
    chart = estimate_chart([point(1, "100", error="0"), point(2, "100", error="0")])

    assert chart is not None
    assert [level.text for level in chart.levels] == ["100", "101"]


@pytest.mark.django_db
def test_exercise_page_shows_the_estimate_with_its_error(client: Client) -> None:
    athlete = make.athlete(user=make.user())
    client.force_login(athlete.user)
    now = timezone.now()
    plan = make.plan(
        athlete=athlete,
        starts_on=now.date(),
        now=now,
        anchors={athlete.pk: {"rm:bench": Decimal(100)}},
    )
    session = plan.sessions.select_related("athlete").order_by("ordinal").first()
    whole_session(athlete, session, at=now, rpe=Decimal(8))
    finish_session(
        planned_session=session,
        session_rpe=None,
        note="",
        by=None,
        now=now + timedelta(hours=1),
    )
    estimate = StrengthEstimate.objects.order_by("exercise__name").last()

    response = client.get(reverse("exercise_history", args=[estimate.exercise_id]))

    newest = response.context["newest"]
    assert newest.low < newest.e1rm < newest.high
    assert [method for _, method in response.context["rows"]] == ["the chart of reps and effort"]
    assert "Estimated one-rep maximum" in response.content.decode()
