"""What a person of the walks hears and finds: a planted fault doesn't stay unseen."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.person import DESK, Person, close

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person(browser: Browser, live_server: Any) -> Iterator[Person]:
    found = Person(browser, url=live_server.url, viewport=DESK)
    found.page.goto("/")
    yield found
    close([found])


def test_person_is_well_on_the_front_page(person: Person) -> None:
    person.is_well()


def test_person_hears_what_the_policy_refuses(person: Person) -> None:
    person.page.evaluate("document.body.setAttribute('onclick', 'alert(1)')")
    person.page.locator("body").click()

    with pytest.raises(AssertionError, match="Content Security Policy"):
        person.is_well()


def test_person_finds_a_picture_without_words(person: Person) -> None:
    person.page.evaluate("document.querySelector('main').append(new Image())")

    with pytest.raises(AssertionError, match="image-alt"):
        person.is_well()
