"""Idempotency-Key: a request that is sent twice does its work once and is answered alike."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.permissions import SAFE_METHODS

from coaching.actions.answer_once import Answer, answer_once
from coaching.api.idempotency_key import IDEMPOTENCY_KEY, PATTERN
from coaching.api.standing_in import StandIn
from programs.engine.errors import TrainingError

UNREADABLE = _("Make the key of 1 to 255 letters, digits and signs without spaces, as a UUID is.")

View = Callable[..., HttpResponseBase]


class OnceForAKey:
    """Runs views of the API that were sent a key, once for each key of a person.

    Whoever can't be identified is left to the view, which refuses them.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        key = request.headers.get(IDEMPOTENCY_KEY.name)
        view_class = getattr(view, "cls", None)
        if key is None or view_class is None or request.method in SAFE_METHODS:
            return None
        user = _asker(request, view_class)
        if user is None:
            return None
        if not re.fullmatch(PATTERN, key):
            error = ValidationError({IDEMPOTENCY_KEY.name: UNREADABLE}, code="invalid")
            return _stand_in(request, error)
        try:
            answer = answer_once(
                user=user,
                key=key,
                request_hash=_hash(request),
                is_secret=getattr(view_class, "answers_with_a_secret", False),
                act=lambda: _answer(view(request, *args, **kwargs)),
                now=timezone.now(),
            )
        except TrainingError as error:
            return _stand_in(request, error)
        return _stand_in(request, _response(answer)) if answer.is_repeat else _response(answer)


def _asker(request: HttpRequest, view_class: Any) -> Any:
    try:
        user = view_class().initialize_request(request).user
    except APIException:
        return None
    return user if user.is_authenticated else None


def _hash(request: HttpRequest) -> str:
    line = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(line + request.body).hexdigest()


def _answer(response: Any) -> Answer:
    rendered = response.render() if hasattr(response, "render") else response
    return Answer(rendered.status_code, dict(rendered.headers), rendered.content.decode())


def _response(answer: Answer) -> HttpResponse:
    headers = {**answer.headers, "Idempotency-Replayed": "true"} if answer.is_repeat else None
    return HttpResponse(answer.body, status=answer.status, headers=headers or answer.headers)


def _stand_in(request: HttpRequest, outcome: HttpResponseBase | Exception) -> HttpResponseBase:
    return StandIn.as_view(outcome=outcome)(request)
