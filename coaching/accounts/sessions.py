"""Sign-ins in the database, with the cache before it."""

from typing import Any

from django.contrib.sessions.backends import cached_db
from redis.exceptions import RedisError

# A sign-out that the cache missed while it was gone is known to it after so long at the latest.
MOST_S = 300


class SparedCache:
    """The cache of sign-ins: while it is gone it holds nothing, which costs queries only."""

    def __init__(self, cache: Any) -> None:
        self._cache = cache

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def get(self, key: str) -> Any:
        try:
            return self._cache.get(key)
        except RedisError:
            return None

    def set(self, key: str, value: Any, timeout: int) -> None:
        try:
            self._cache.set(key, value, min(timeout, MOST_S))
        except RedisError:
            return

    def delete(self, key: str) -> None:
        try:
            self._cache.delete(key)
        except RedisError:
            return


class SessionStore(cached_db.SessionStore):
    """Django's, which insists on its cache: here people sign in and out without it, too."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._cache = SparedCache(self._cache)
