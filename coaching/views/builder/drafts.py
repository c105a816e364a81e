"""What the builder's addresses have in common: the draft behind them, and JSON in and out."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from programs.engine.errors import TrainingError
from programs.models import ProgramVersion

MOST_BYTES = 1_000_000

View = Callable[..., HttpResponse]


def draft_view(*methods: str) -> Callable[[View], View]:
    """Wrap a view of a signed-in coach; a draft that isn't theirs to change is not found."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, key: int, **values: Any) -> HttpResponse:
            try:
                return view(request, key=key, **values)
            except ProgramVersion.DoesNotExist as error:
                raise Http404 from error

        return require_http_methods(list(methods))(never_cache(login_required(guarded)))

    return wrap


def draft_of(request: HttpRequest, key: int) -> ProgramVersion:
    """Return a draft that the person may change. One query. Raises ProgramVersion.DoesNotExist."""
    versions = ProgramVersion.objects.editable_by(request.user).filter(status="DRAFT")
    found: ProgramVersion = versions.select_related("template", "organization").get(pk=key)
    return found


def said(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object that a page sent; an empty one for anything else."""
    try:
        found = json.loads(request.body) if len(request.body) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {}


def whole_number(values: Mapping[str, Any], name: str, *, otherwise: int = -1) -> int:
    """Return a small whole number among what was sent, whatever else may stand there."""
    value = values.get(name)
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        return int(value)
    is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9
    return value if is_number else otherwise  # type: ignore[return-value]


def refusal(error: TrainingError, *, status: int = 422, **more: Any) -> JsonResponse:
    """Answer with the error's sentence."""
    return JsonResponse({"error": str(error), **more}, status=status)
