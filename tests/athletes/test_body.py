"""Check-ins of the day and circumferences: kept once a day, in the athlete's units."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from athletes.actions.check_in import Condition, FeelingOutOfRange, check_in
from athletes.actions.finish_sessions import BodyWeightImplausible, ReadinessOutOfRange
from athletes.actions.measure import MeasurementImplausible, measure
from athletes.models import Athlete, CheckIn, Measurement
from athletes.queries.lengths import Lengths
from athletes.queries.measurements import get_site_trends
from tests import make

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user())


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def test_check_in_is_kept_on_the_athletes_own_day(athlete: Athlete) -> None:
    athlete.time_zone = "Pacific/Auckland"
    said = Condition(sleep=4, soreness=2, readiness=5, body_weight_kg=Decimal("80.5"), note="Good.")

    row = check_in(athlete=athlete, condition=said, now=datetime(2026, 3, 2, 22, 0, tzinfo=UTC))

    row.refresh_from_db()
    assert row.on == date(2026, 3, 3)
    assert (row.sleep, row.soreness, row.readiness) == (4, 2, 5)
    assert (row.body_weight_kg, row.note, row.rev) == (Decimal("80.5"), "Good.", 1)


def test_check_in_said_again_replaces_the_day_and_takes_back_what_is_left_out(
    athlete: Athlete,
) -> None:
    check_in(athlete=athlete, condition=Condition(sleep=4, soreness=2), now=make.NOW)

    check_in(athlete=athlete, condition=Condition(sleep=3), now=make.NOW)

    row = CheckIn.objects.get(athlete=athlete)
    assert (row.sleep, row.soreness) == (3, None)


def test_check_in_said_twice_alike_is_no_change(athlete: Athlete) -> None:
    for _ in range(2):
        check_in(athlete=athlete, condition=Condition(sleep=4), now=make.NOW)

    assert CheckIn.objects.get(athlete=athlete).rev == 1


def test_check_in_leaves_pain_as_it_was(athlete: Athlete) -> None:
    CheckIn.objects.create(
        organization=athlete.organization, athlete=athlete, on=make.MONDAY, has_pain=True
    )

    check_in(athlete=athlete, condition=Condition(sleep=4), now=make.NOW)

    assert CheckIn.objects.get(athlete=athlete).has_pain is True


def test_empty_check_in_keeps_nothing(athlete: Athlete) -> None:
    check_in(athlete=athlete, condition=Condition(), now=make.NOW)

    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"sleep": 0}, FeelingOutOfRange),
        ({"soreness": 6}, FeelingOutOfRange),
        ({"readiness": 6}, ReadinessOutOfRange),
        ({"body_weight_kg": Decimal(501)}, BodyWeightImplausible),
    ],
)
def test_check_in_out_of_range_keeps_nothing(
    athlete: Athlete, said: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        check_in(athlete=athlete, condition=Condition(**said), now=make.NOW)

    assert not CheckIn.objects.exists()


def test_check_in_page_reads_pounds_and_shows_them_again(page: Client, athlete: Athlete) -> None:
    Athlete.objects.filter(pk=athlete.pk).update(units="LB")

    response = page.post(reverse("check_in"), {"sleep": "4", "body_weight": "180"})

    assert response["Location"] == reverse("today")
    assert CheckIn.objects.get(athlete=athlete).body_weight_kg == Decimal("81.647")
    assert 'name="body_weight" value="180"' in page.get(reverse("check_in")).content.decode()


def test_check_in_page_says_what_is_wrong_at_its_field(page: Client) -> None:
    response = page.post(reverse("check_in"), {"body_weight": "9000"})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "body_weight": ["Body weight goes up to 500 kg: check it."]
    }


def test_measurements_are_kept_once_a_day_and_taken_back(athlete: Athlete) -> None:
    measure(
        athlete=athlete, around_cm={"WAIST": Decimal(80), "HIPS": Decimal(95)}, now=make.NOW - DAY
    )
    measure(athlete=athlete, around_cm={"WAIST": Decimal(81), "HIPS": Decimal(95)}, now=make.NOW)

    measure(athlete=athlete, around_cm={"WAIST": Decimal("79.5"), "HIPS": None}, now=make.NOW)

    rows = Measurement.objects.filter(athlete=athlete).order_by("on", "site")
    assert list(rows.values_list("on", "site", "around_cm")) == [
        (make.MONDAY - DAY, "HIPS", Decimal(95)),
        (make.MONDAY - DAY, "WAIST", Decimal(80)),
        (make.MONDAY, "WAIST", Decimal("79.5")),
    ]


@pytest.mark.parametrize("cm", ["0", "-1", "300.01"])
def test_implausible_measurement_keeps_nothing(athlete: Athlete, cm: str) -> None:
    with pytest.raises(MeasurementImplausible, match="at most 300 cm"):
        measure(
            athlete=athlete, around_cm={"NECK": Decimal(38), "WAIST": Decimal(cm)}, now=make.NOW
        )

    assert not Measurement.objects.exists()


def test_measurements_page_reads_inches_and_draws_the_trend(page: Client, athlete: Athlete) -> None:
    Athlete.objects.filter(pk=athlete.pk).update(units="LB")
    measure(athlete=athlete, around_cm={"WAIST": Decimal("83.82")}, now=make.NOW)

    response = page.post(reverse("measurements"), {"WAIST": "32,5"})

    html = page.get(reverse("measurements")).content.decode()
    assert response["Location"] == reverse("measurements")
    newest = Measurement.objects.order_by("-on")[0]
    assert newest.around_cm == Decimal("82.55")
    assert 'name="WAIST" value="32.5"' in html
    assert html.count('class="chart__point"') == 2
    assert '<td class="number">33</td>' in html


def test_implausible_measurement_is_said_at_its_site(page: Client) -> None:
    response = page.post(reverse("measurements"), {"WAIST": "9000"})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "WAIST": ["Enter more than 0 and at most 300 cm, or leave it empty."]
    }


def test_trends_are_ones_own_from_head_to_foot_and_cost_one_query(
    athlete: Athlete, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stranger = make.athlete(organization=athlete.organization)
    measure(athlete=stranger, around_cm={"NECK": Decimal(40)}, now=make.NOW)
    sites = ["CALF", "WAIST", "CHEST"]

    for count in (1, 3):
        measure(athlete=athlete, around_cm=dict.fromkeys(sites[:count], Decimal(50)), now=make.NOW)
        with django_assert_num_queries(1):
            trends = get_site_trends(athlete=athlete)

    assert [trend.site.value for trend in trends] == ["CHEST", "WAIST", "CALF"]


@pytest.mark.parametrize(
    ("unit", "typed", "cm", "shown"),
    [
        ("cm", "80.5", "80.50", "80.5"),
        ("in", "31.5", "80.01", "31.5"),
        ("in", "10", "25.40", "10.0"),
    ],
)
def test_lengths_go_in_and_out(unit: Any, typed: str, cm: str, shown: str) -> None:
    lengths = Lengths(unit=unit)

    assert str(lengths.in_cm(Decimal(typed))) == cm
    assert str(lengths.shown(Decimal(cm))) == shown
