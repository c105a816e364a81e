"""What the phone is given to work without signal."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from athletes.views.offline import FILES
from tests import make

pytestmark = pytest.mark.django_db


def test_worker_serves_every_page_and_names_its_files(client: Client) -> None:
    response = client.get("/service-worker.js")

    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/javascript"
    assert "no-store" in response["Cache-Control"]
    assert lines[0].startswith('const FILES = ["/static/css/phasewise.css", ')
    assert lines[0].endswith('OFFLINE = "/offline/";')
    assert lines[1] == 'importScripts("/static/js/service-worker.js");'


@pytest.mark.parametrize("name", FILES)
def test_every_kept_file_is_there(name: str) -> None:
    assert finders.find(name) is not None


def test_kept_files_are_all_that_the_pages_ask_for(client: Client) -> None:
    athlete = make.athlete(user=make.user())
    plan = make.plan(athlete=athlete)
    session = plan.sessions.order_by("ordinal").first()
    client.force_login(athlete.user)
    asked = set()

    for path in (reverse("today"), reverse("week"), reverse("session", args=[session.pk])):
        page = client.get(path).content.decode()
        asked |= set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))

    assert asked <= set(FILES)


def test_last_page_is_the_same_for_everybody(client: Client) -> None:
    page = client.get("/offline/").content.decode()

    assert "No signal" in page
    assert "csrfmiddlewaretoken" not in page


def test_signing_out_clears_what_the_browser_kept(client: Client) -> None:
    client.force_login(make.user())

    response = client.post("/accounts/logout/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "sessionid" in response.cookies
    assert "Clear-Site-Data" not in client.get("/accounts/logout/")
