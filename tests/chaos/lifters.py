"""Athletes who train over HTTP without end: `python -m tests.chaos.lifters --port 8000`."""

import argparse
import http.client
import json
import os
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

import django

from tests.chaos.ledger import Ledger

READY = "lifters ready"
AT_ONCE = 2
# The first plans of a run may be spoiled on purpose.
PLACES = slice(100, 160)
PAUSE_S, AGAIN_S, TIMEOUT_S = 0.2, 0.1, 20.0
# One set in so many is taken back.
SETS_A_REGRET = 4


@dataclass(frozen=True, slots=True)
class Place:
    """One athlete: what signs in to the pages, and what speaks to the API."""

    session: str
    token: str


class Lifter:
    """Opens the day, logs a set, looks whether it is there; asks again until it is answered."""

    def __init__(self, *, port: int, places: Sequence[Place], ledger: Ledger, seed: str) -> None:
        self.port, self.places, self.ledger = port, places, ledger
        self.drawn = random.Random(seed)

    def train_for_ever(self) -> None:
        try:
            while True:
                self._train(self.drawn.choice(self.places))
                time.sleep(PAUSE_S)
        except Exception as error:
            # An answer that nobody foresaw counts against the run.
            self.ledger.refused(f"{type(error).__name__} {error}", 0)
            raise

    def _train(self, place: Place) -> None:
        self._ask("GET", "/today/", {"Cookie": f"sessionid={place.session}"})
        self.ledger.read("today")
        found = self._api(place, "GET", "sessions/?page_size=8")
        address = f"sessions/{self.drawn.choice(found['results'])['id']}/"
        group = self._api(place, "GET", address)["groups"][0]["id"]
        set_id, reps = new_set_id(), self.drawn.randint(1, 20)
        body = {"planned_group": group, "reps": reps, "load_kg": "100", "rpe": "8"}
        self._write(place, "PUT", f"{address}sets/{set_id}/", set_id, reps, body)
        if self.drawn.randrange(SETS_A_REGRET) == 0:
            reps = 0
            self._write(place, "DELETE", f"{address}sets/{set_id}/", set_id, reps)
        self._look(place, address, set_id, is_there=reps > 0)

    def _write(
        self, place: Place, method: str, address: str, set_id: UUID, reps: int, body: Any = None
    ) -> None:
        self.ledger.sent(set_id, reps)
        self._api(place, method, address, body)
        self.ledger.kept(set_id, reps)

    def _look(self, place: Place, address: str, set_id: UUID, *, is_there: bool) -> None:
        shown = self._api(place, "GET", address)["sets"]
        standing = {one["id"] for one in shown if one["deleted_at"] is None}
        self.ledger.read("session")
        if (str(set_id) in standing) is not is_there:
            self.ledger.missed(set_id)

    def _api(self, place: Place, method: str, address: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {place.token}", "Content-Type": "application/json"}
        answer = self._ask(
            method, f"/api/v1/{address}", headers, None if body is None else json.dumps(body)
        )
        return json.loads(answer) if answer else None

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: str | None = None
    ) -> bytes:
        """Return the body of a good answer; no answer, and an error of the server, ask again."""
        while True:
            try:
                status, answer = self._once(method, path, headers, body)
            except (OSError, http.client.HTTPException):
                status = HTTPStatus.SERVICE_UNAVAILABLE
            if status < HTTPStatus.MULTIPLE_CHOICES:
                return answer
            if status < HTTPStatus.INTERNAL_SERVER_ERROR:
                self.ledger.refused(f"{method} {path.partition('?')[0]}", status)
            time.sleep(AGAIN_S)

    def _once(
        self, method: str, path: str, headers: dict[str, str], body: str | None
    ) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        try:
            host = {"Host": f"localhost:{self.port}"}
            connection.request(method, path, body=body, headers={**headers, **host})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


def new_set_id() -> UUID:
    from athletes.models.identifiers import uuid7

    return uuid7()


def make_places() -> list[Place]:
    """Give some athletes accounts, and sign them in."""
    from django.test import Client
    from django.utils import timezone

    from athletes.models import Athlete
    from coaching.accounts.models import User
    from coaching.actions.create_token import create_token

    places = []
    for athlete in Athlete.objects.order_by("pk")[PLACES]:
        user = User.objects.create(email=f"lifter{athlete.pk}@example.com", name=athlete.name)
        Athlete.objects.filter(pk=athlete.pk).update(user=user)
        client = Client()
        client.force_login(user)
        _, token = create_token(user=user, name="Phone", now=timezone.now())
        places.append(Place(client.cookies["sessionid"].value, token))
    return places


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    django.setup()
    places = make_places()
    ledger = Ledger(Path(os.environ["CHAOS_LEDGER"]))
    print(READY, flush=True)
    lifters = [
        Lifter(port=asked.port, places=places, ledger=ledger, seed=f"{asked.seed} {number}")
        for number in range(AT_ONCE)
    ]
    for lifter in lifters:
        threading.Thread(target=lifter.train_for_ever).start()


if __name__ == "__main__":
    main()
