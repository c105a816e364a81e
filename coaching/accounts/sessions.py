"""Sign-ins in the database, with the cache before it."""

from typing import Any

from django.contrib.sessions.backends import cached_db
from redis.exceptions import RedisError


class SessionStore(cached_db.SessionStore):
    """Django's, which on a miss insists on filling the cache: here a cache that is gone costs
    queries, and whoever trains stays signed in.
    """

    def load(self) -> dict[str, Any]:
        try:
            return super().load()
        except RedisError:
            row = self._get_session_from_db()
            return self.decode(row.session_data) if row else {}
