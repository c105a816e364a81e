"""How often somebody may ask."""

from collections.abc import Callable
from typing import Any

import structlog
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle

from coaching.models import ApiToken

logger = structlog.get_logger(__name__)


class RefusedThrottle(AnonRateThrottle):
    """By address, for requests that no key or sign-in stands behind.

    The framework refuses these before it counts anything, so the error handler asks here.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        return _open_without_cache(
            lambda: super(RefusedThrottle, self).allow_request(request, view)
        )


class KeyThrottle(UserRateThrottle):
    """By token, or by person when signed in."""

    def allow_request(self, request: Request, view: Any) -> bool:
        return _open_without_cache(lambda: super(KeyThrottle, self).allow_request(request, view))

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if isinstance(request.auth, ApiToken):
            return self.cache_format % {"scope": self.scope, "ident": f"token-{request.auth.pk}"}
        return super().get_cache_key(request, view)


def _open_without_cache(ask: Callable[[], bool]) -> bool:
    """Let everybody in while nothing can be counted: a set must be logged all the same."""
    try:
        return ask()
    except RedisError as error:
        logger.warning("throttle_open", error=type(error).__name__)
        return True
