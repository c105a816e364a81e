"""The API's page works under the strict policy, and makes a token."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, expect

from coaching.models import ApiToken
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_page_makes_a_token_without_breaking_the_policy(browser: Browser, live_server: Any) -> None:
    client = Client()
    client.force_login(make.user())
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{live_server.url}/api/v1/docs/#/account/create_token")
    # By key: the page unfolds the operation, and a click would wait until nothing moves any more.
    page.get_by_role("button", name="Try it out").press("Enter")
    page.get_by_role("button", name="Execute").press("Enter")

    expect(
        page.locator(".live-responses-table .response .response-col_status").first
    ).to_contain_text("201")
    expect(page.locator(".live-responses-table .response pre").first).to_contain_text(
        re.compile("pw_[0-9a-f]{64}")
    )
    assert ApiToken.objects.get().name == "Weekly report"
    assert [said for said in complaints if "Policy" in said or "rror" in said] == []
    context.close()
