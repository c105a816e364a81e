"""How often somebody may ask."""

from typing import Any

import structlog
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle

from coaching.models import ApiToken

logger = structlog.get_logger(__name__)


class AnonymousThrottle(AnonRateThrottle):
    """By address, for requests without a key or sign-in."""


class KeyThrottle(UserRateThrottle):
    """By token, or by person when signed in.

    Open while the cache is down: a set must be logged all the same, and keys can't be guessed.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            return bool(super().allow_request(request, view))
        except RedisError as error:
            logger.warning("throttle_open", error=type(error).__name__)
            return True

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if isinstance(request.auth, ApiToken):
            return self.cache_format % {"scope": self.scope, "ident": f"token-{request.auth.pk}"}
        return super().get_cache_key(request, view)
