"""No page tells or changes anything of another organization's, or of another coach's athlete."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from athletes.models import Athlete
from coaching.accounts.models import Membership, Organization, User
from tests import make
from tests.access.planted import MARK, NUMBER, Holdings, apart, holdings_of, plant, tenant_models
from tests.access.walk import (
    Route,
    asked,
    completions,
    ids_for,
    lists,
    rests_for,
    routes,
    text_of,
)

pytestmark = pytest.mark.django_db

Answers = Iterator[tuple[str, int, str]]

# What forms and addresses call the row that they want beside their own.
NAMES = {
    "athlete": "Athlete", "athletes": "Athlete", "coach": "Membership", "membership": "Membership",
    "organization": "Organization", "plan": "Plan", "phase": "PlanPhase",
    "version": "ProgramVersion", "program_version": "ProgramVersion",
    "template": "ProgramTemplate", "exercise": "Exercise",
    "session": "PlannedSession", "about": "PlanPhase", "proposal": "PhaseProposal",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _say_nothing() -> Iterator[None]:
    """Thousands of requests would fill the log."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(params=["another organization", "another coach's athlete"])
def mine_and_theirs(request: pytest.FixtureRequest) -> Iterator[tuple[Holdings, Holdings]]:
    """Two coaches with a row of every kind each; the other's ids count from far off."""
    cache.clear()
    is_abroad = request.param == "another organization"
    mine = make.membership(role="OWNER" if is_abroad else "COACH")
    home = None if is_abroad else mine.organization
    held = holdings_of(mine)
    with apart():
        other = make.membership(role="COACH", organization=home)
        yield held, holdings_of(other, only_of_athlete=not is_abroad)


def client_of(person: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def told(answers: Answers, marks: dict[str, str], ids: frozenset[str]) -> set[str]:
    """Return which marks and ids the answers show, each with the address."""
    found = set()
    for address, status, text in answers:
        found |= {f"{address} broke"} if status >= 500 else set()
        found |= {f"{marks.get(mark, mark)} at {address}" for mark in MARK.findall(text)}
        found |= {f"{key} at {address}" for key in ids.intersection(NUMBER.findall(text))}
    return found


def names_of(route: Route, mine: Holdings) -> list[str]:
    """Return an address with one's own ids in its places."""
    if not route.places:
        return [route.path]
    keys = ids_for(route, mine.keys)
    if len(route.places) == 1:
        return [route.with_ids(key) for key in keys]
    return [route.with_ids(*keys[:1], *rest) for rest in rests_for(route, mine.keys) if keys]


def foreign_names(route: Route, mine: Holdings, theirs: Holdings) -> list[str]:
    """Return an address with the other's id in each of its places in turn."""
    if not route.places:
        return []
    plain = [()] if len(route.places) == 1 else rests_for(route, mine.keys)[:1]
    found = [route.with_ids(key, *plain[0]) for key in ids_for(route, theirs.keys)]
    if len(route.places) > 1:
        own = ids_for(route, mine.keys)[:1]
        found += [
            route.with_ids(key, *rest) for key in own for rest in rests_for(route, theirs.keys)[1:]
        ]
    return found


def own_pages(client: Client, mine: Holdings) -> Answers:
    """Open everything with one's own ids."""
    for route in routes():
        for address in names_of(route, mine):
            response = asked(client, address)
            yield address, response.status_code, text_of(response)


def own_pages_asked_for_theirs(client: Client, mine: Holdings, theirs: Holdings) -> Answers:
    """Name the other's rows behind the question mark and in what is sent."""
    by_name = {model.__name__: keys[0] for model, keys in theirs.keys.items() if keys}
    wanted = {name: by_name[model] for name, model in NAMES.items() if model in by_name}
    query = "&".join(f"{name}={key}" for name, key in wanted.items())
    for route in routes():
        for address in names_of(route, mine)[:1]:
            for response in (
                asked(client, f"{address}?{query}"),
                asked(client, address, {**wanted, "_selected_action": list(wanted.values())}),
            ):
                yield f"{address}?...", response.status_code, text_of(response)


def lists_in_every_way(client: Client, theirs: Holdings) -> Answers:
    """Choose each filter, order and search of each list, and the other's ids in each filter."""
    for address in lists():
        page = client.get(address)
        if page.status_code == 302:
            # One organization is its own page, which the walk opens.
            continue
        listed = page.context_data["cl"]
        ways = ["?q=zqx", "?_facets=True&q=zqx", "?all=", "?o=1", "?o=-2", "?p=2"]
        for spec in listed.filter_specs:
            ways += [choice["query_string"] for choice in spec.choices(listed)]
            ways += [
                f"?{name}={keys[0]}"
                for name in spec.expected_parameters()
                for model in (Athlete, Membership, Organization)
                for keys in [theirs.keys.get(model)]
                if keys
            ]
        for way in dict.fromkeys(ways):
            # A filter that takes no such value leads back to the list.
            response = client.get(address + way)
            # What was asked for comes back in links and fields: only what is told beside it counts.
            text = text_of(response).replace(way[1:], "").replace(way.partition("=")[2], "")
            yield address + way, response.status_code, text


def actions(client: Client, person: User, mine: Holdings, theirs: Holdings) -> Answers:
    """Run each action of each list on one's own rows and the other's at once."""
    for address, admin in lists().items():
        request = client.get(address).wsgi_request
        own, other = (held.keys.get(admin.model, ()) for held in (mine, theirs))
        for name in admin.get_actions(request):
            for across in ("0", "1"):
                way = {
                    "action": name,
                    "_selected_action": [*own, *other],
                    "select_across": across,
                }
                response = asked(client, address, way)
                yield f"{address} {name}", response.status_code, text_of(response)


def state(held: Holdings) -> dict[str, list[dict[str, Any]]]:
    """Return the rows as they are."""
    return {
        model.__name__: list(model._default_manager.filter(pk__in=keys).order_by("pk").values())
        for model, keys in held.keys.items()
    }


def test_every_kind_of_row_is_planted(mine_and_theirs: tuple[Holdings, Holdings]) -> None:
    _, theirs = mine_and_theirs

    without = {
        model.__name__
        for model in tenant_models()
        if not theirs.keys.get(model) and "athlete" in {one.name for one in model._meta.fields}
    }

    assert without == set()


def test_who_may_see_the_marks_sees_them(mine_and_theirs: tuple[Holdings, Holdings]) -> None:
    _, theirs = mine_and_theirs
    marks = plant(theirs, with_codes=False)
    client = client_of(theirs.coach.user)

    shown = {marks[mark] for path in lists() for mark in MARK.findall(text_of(client.get(path)))}

    assert shown >= {"Athlete.name", "Invitation.email", "Absence.note", "PlannedSession.name"}


def test_pages_tell_and_change_nothing_of_the_other(
    mine_and_theirs: tuple[Holdings, Holdings],
) -> None:
    mine, theirs = mine_and_theirs
    marks = plant(theirs)
    before = state(theirs)
    client = client_of(mine.coach.user)

    def answers() -> Answers:
        yield from own_pages(client, mine)
        yield from lists_in_every_way(client, theirs)
        yield from actions(client, mine.coach.user, mine, theirs)
        yield from ((path, 0, text_of(client.get(path))) for path in completions())

    assert told(answers(), marks, theirs.ids) == set()
    # What was asked for may come back, but nothing of the rows.
    assert told(own_pages_asked_for_theirs(client, mine, theirs), marks, frozenset()) == set()
    assert state(theirs) == before


def test_ids_of_the_other_are_not_found(mine_and_theirs: tuple[Holdings, Holdings]) -> None:
    mine, theirs = mine_and_theirs
    marks = plant(theirs)
    before = state(theirs)
    client = client_of(mine.coach.user)
    found: dict[str, set[int]] = {}
    shown: set[str] = set()

    for route in routes():
        for address in foreign_names(route, mine, theirs):
            for response in (asked(client, address), asked(client, address, {})):
                found.setdefault(address, set()).add(response.status_code)
                shown |= set(MARK.findall(text_of(response)))

    assert {path: got for path, got in found.items() if not got <= {404, 405}} == {}
    assert {marks[mark] for mark in shown} == set()
    assert state(theirs) == before
