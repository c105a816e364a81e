"""Every page of an athlete in German and Spanish, its numbers as people and machines read them."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from athletes.actions.check_in import Condition, check_in
from athletes.models import Athlete, Plan, SetLog
from programs.engine.timeline import local_date
from tests import make
from tests.athletes.crawl import LANGUAGES, text_of
from tests.browser.athlete_pages import pages_of, train_once

pytestmark = pytest.mark.django_db

NUMBERS = {"rm:bench": Decimal("102.5"), "rm:squat": Decimal(150)}
# What machines read: positions of drawings, values kept for the phone.
OF_DRAWINGS = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "dx", "dy"}
DECIMAL_COMMA = re.compile(r"-?\d+,\d+")


class _ForMachines(HTMLParser):
    """Collects the attributes that no person reads and that hold a decimal comma."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_hidden = ("type", "hidden") in attrs
        self.found += [
            f"{name}={value}"
            for name, value in attrs
            if (name in OF_DRAWINGS or name.startswith("data-") or (is_hidden and name == "value"))
            and DECIMAL_COMMA.fullmatch(value or "")
        ]


def commas_for_machines(html: str) -> list[str]:
    page = _ForMachines()
    page.feed(html)
    return page.found


@pytest.fixture
def plan() -> Plan:
    athlete = make.athlete(user=make.user(name="Mara Lind"), name="Mara Lind")
    now = timezone.now()
    plan = make.plan(
        athlete=athlete,
        starts_on=local_date(now, zone=athlete.time_zone),
        now=now,
        anchors={athlete.pk: NUMBERS},
    )
    train_once(plan)
    check_in(athlete=athlete, condition=Condition(body_weight_kg=Decimal("81.4")), now=now)
    return plan


@pytest.fixture
def page(client: Client, plan: Plan) -> Client:
    client.force_login(plan.athlete.user)
    return client


def speak(athlete: Athlete, language: str) -> None:
    athlete.user.locale = language
    athlete.user.save(update_fields=["locale"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_the_language_chosen(page: Client, plan: Plan, language: str) -> None:
    speak(plan.athlete, language)

    addresses = pages_of(plan)
    pages = {address: text_of(page.get(address)) for address in addresses}

    assert len(pages) > 25
    assert [one for one, html in pages.items() if f'<html lang="{language}"' not in html] == []
    commas = {address: commas_for_machines(html) for address, html in pages.items()}
    assert {address: found for address, found in commas.items() if found} == {}


@pytest.mark.parametrize(
    ("language", "day", "word"),
    [("de", "81,4", "Körpergewicht"), ("es", "81,4", "Peso corporal")],
)
def test_progress_writes_numbers_as_the_language_does(
    page: Client, plan: Plan, language: str, day: str, word: str
) -> None:
    speak(plan.athlete, language)

    html = text_of(page.get(reverse("progress")))

    assert word in html
    assert day in html
    assert "81.4" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_weight_typed_with_a_comma_is_kept_and_shown_again(
    page: Client, plan: Plan, language: str
) -> None:
    speak(plan.athlete, language)

    response = page.post(reverse("check_in"), {"body_weight": "82,55"})

    assert response.status_code == 302
    assert plan.athlete.check_ins.get().body_weight_kg == Decimal("82.550")
    assert 'value="82,55"' in text_of(page.get(reverse("check_in")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_set_typed_with_a_comma_is_kept_and_shown_again(
    page: Client, plan: Plan, language: str
) -> None:
    speak(plan.athlete, language)
    session = plan.sessions.order_by("ordinal")[1]
    group = session.groups.order_by("position")[0]
    typed = {
        "set_id": "00000000-0000-7000-8000-000000000001",
        "group": group.pk,
        "number": 1,
        "load": "67,25",
        "reps": "7",
    }

    page.post(reverse("session_log_set", args=[session.pk]), typed)

    assert SetLog.objects.get(pk=typed["set_id"]).load_kg == Decimal("67.250")
    assert "67,25" in text_of(page.get(reverse("session", args=[session.pk])))


def test_browsers_language_serves_who_chose_none(page: Client, plan: Plan) -> None:
    speak(plan.athlete, "")

    html = text_of(page.get(reverse("today"), headers={"Accept-Language": "de-AT,de;q=0.9"}))

    assert '<html lang="de"' in html


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<circle cx="81.4" cy="3"/><polyline points="46.0,1.0 2.0,1.5"/>', []),
        ('<circle cx="81,4"/>', ["cx=81,4"]),
        ('<input type="hidden" name="asked_kg" value="67,5">', ["value=67,5"]),
        ('<input name="load" value="67,5">', []),
        ('<p data-rep-s="1,5">', ["data-rep-s=1,5"]),
    ],
)
def test_decimal_comma_where_a_machine_reads_is_found(html: str, found: list[str]) -> None:
    assert commas_for_machines(html) == found


@pytest.mark.parametrize(
    ("language", "format_name", "said"),
    [
        ("en", "WEEKDAY_FORMAT", "Tuesday, 3 March"),
        ("de", "WEEKDAY_FORMAT", "Dienstag, 3. März"),
        ("es", "WEEKDAY_FORMAT", "martes, 3 de marzo"),
        ("en", "MEDIUM_DATE_FORMAT", "3 Mar 2026"),
        ("de", "MEDIUM_DATE_FORMAT", "3.\u00a0März\u00a02026"),
        ("es", "MEDIUM_DATE_FORMAT", "3\u00a0mar\u00a02026"),
        ("en", "SHORT_MOMENT_FORMAT", "3 Mar, 18:05"),
        ("de", "SHORT_MOMENT_FORMAT", "3.\u00a0März, 18:05"),
        ("es", "SHORT_MOMENT_FORMAT", "3\u00a0mar, 18:05"),
        ("es", "LONG_DATE_FORMAT", "3 de marzo de 2026"),
    ],
)
def test_days_read_as_the_language_writes_them(language: str, format_name: str, said: str) -> None:
    with translation.override(language):
        assert date_format(datetime(2026, 3, 3, 18, 5, tzinfo=UTC), format_name) == said
