"""Every address of the product, asked as somebody would: with ids of one's own and of others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from athletes.models import (
    Athlete,
    Comment,
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedSession,
    PlanPhase,
    SetLog,
    SyncDevice,
)
from coaching.accounts.models import Membership
from coaching.admin.sites import console
from coaching.models import CoachNote
from programs.models import Exercise, ProgramTemplate, ProgramVersion
from tests.access.planted import Keys

# What a coach works with; everybody else's addresses are in test_addresses.
PARTS = ("console/", "builder/", "api/", "weekly-mail/")
ASIDE = ("console/logout/", "weekly-mail/stop/")
IN_BRACES = re.compile(r"<(?:(\w+):)?(\w+)>")
WORDS = {
    "athletes": Athlete,
    "plans": Plan,
    "sessions": PlannedSession,
    "phases": PlanPhase,
    "proposals": PhaseProposal,
    "transitions": PhaseTransition,
    "comments": Comment,
    "sets": SetLog,
    "devices": SyncDevice,
    "exercises": Exercise,
    "templates": ProgramTemplate,
    "versions": ProgramVersion,
    "builder": ProgramVersion,
}
# What is meant by a place after the first.
LATER = {"note_key": CoachNote, "place": Membership}


@dataclass(frozen=True, slots=True)
class Route:
    """An address with places for ids, and the models that may stand there; None for anything."""

    name: str
    path: str
    places: tuple[str, ...]
    model: type[Model] | None

    def with_ids(self, *ids: Any) -> str:
        values = iter(ids)
        return IN_BRACES.sub(lambda _: str(next(values)), self.path)


def routes(patterns: Any = None, prefix: str = "") -> Iterator[Route]:
    """Yield every address on the coaches' side."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + _plain(str(pattern.pattern))
        if (prefix == "" and not path.startswith(PARTS)) or path.startswith(ASIDE):
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and pattern.name:
            name = str(pattern.name)
            kinds = tuple(kind or "str" for kind, _ in IN_BRACES.findall(path))
            yield Route(name=name, path=f"/{path}", places=kinds, model=_model(name, path))


def ids_for(route: Route, keys: Keys) -> list[Any]:
    """Return the ids that fit the first place of an address: its model's, else one of each."""
    models = [route.model] if route.model else list(keys)
    kind = {"int": int, "uuid": UUID}.get(route.places[0], object)
    return [
        key
        for model in models
        for key in keys.get(model, ())[: 2 if route.model else 1]
        if isinstance(key, kind)
    ]


def rests_for(route: Route, keys: Keys) -> list[tuple[Any, ...]]:
    """Return what may stand in the places after the first: a word is nobody's row."""
    plain = {"int": 0, "str": "x", "slug": "x", "path": 0, "uuid": UUID(int=0)}
    every = {"int": int, "uuid": UUID, "path": int}
    names = [name for _, name in IN_BRACES.findall(route.path)]
    return list(
        product(
            *(
                [plain.get(kind, 0)]
                + [
                    found[0]
                    for model, found in keys.items()
                    if kind in every and found and isinstance(found[0], every[kind])
                    # No other model's id can be meant there.
                    if LATER.get(name, model) is model
                ]
                for kind, name in zip(route.places[1:], names[1:], strict=True)
            )
        )
    )


def asked(client: Client, path: str, body: dict[str, Any] | None = None) -> HttpResponse:
    """Get an address, or post to it and take back what that did."""
    if body is None:
        return client.get(path)
    with transaction.atomic():
        response = client.post(path, body)
        transaction.set_rollback(True)
    return response


def text_of(response: HttpResponse) -> str:
    """Return what was answered, headers included."""
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}\n{raw.decode(errors='replace')}"


def lists() -> dict[str, ModelAdmin]:
    """Return the console's lists with who makes them."""
    return {
        reverse(f"console:{model._meta.app_label}_{model._meta.model_name}_changelist"): admin
        for model, admin in console._registry.items()
    }


def completions() -> Iterator[str]:
    """Yield the console's autocompletion of every relation there is."""
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, ForeignKey) and not field.auto_created:
                yield (
                    f"{reverse('console:autocomplete')}?app_label={model._meta.app_label}"
                    f"&model_name={model._meta.model_name}&field_name={field.name}&term="
                )


def _plain(pattern: str) -> str:
    named = re.sub(r"\(\?P<(\w+)>[^()]*(\([^()]*\)[^()]*)*\)", r"<str:\1>", pattern)
    return named.replace("^", "").replace("$", "").replace("\\Z", "").replace("\\", "")


def _model(name: str, path: str) -> type[Model] | None:
    for model in console._registry:
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            return model
    before = path.partition("/<")[0]
    return next((model for word, model in WORDS.items() if before.endswith(word)), None)
