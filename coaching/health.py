"""Is it alive, and is it fit to serve?"""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from redis import RedisError

from athletes.models import Heartbeat, Plan

SWEEP = "roll_due"
# Pages, logging and sign-outs go on without it.
SPARED = frozenset({"cache"})


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process does."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything that serving needs is there, else 503; both name what is not."""
    checks = readiness(now=timezone.now())
    wrong = {part for part, word in checks.items() if word != "ok"}
    status = "unavailable" if wrong - SPARED else "degraded" if wrong else "ok"
    return JsonResponse(
        {"status": status, "checks": checks}, status=503 if status == "unavailable" else 200
    )


def readiness(*, now: datetime) -> dict[str, str]:
    """Return a word for each part: "ok", or what is wrong. At most 5 queries."""
    checks = {"database": _database(), "cache": cache_word()}
    if checks["database"] == "ok":
        checks["migrations"] = _migrations()
    if checks.get("migrations") == "ok":
        checks["sweep"] = _sweep(now)
    return checks


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unreachable"
    return "ok"


def cache_word() -> str:
    """Return "ok", or what is wrong with the cache."""
    try:
        cache.set("ready", "1", 5)
        return "ok" if cache.get("ready") == "1" else "forgets"
    except (RedisError, OSError):
        return "unreachable"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "behind" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


def _sweep(now: datetime) -> str:
    """Tell a sweep that stopped, and one whose heart beats while plans stay where they are."""
    beat = Heartbeat.objects.filter(name=SWEEP).first()
    if beat is None:
        return "never ran"
    if now - beat.beat_at > settings.READY_SWEEP_AGE:
        return "stopped: no sweep for over ten minutes"
    # What fell due since the last sweep, or was just let try again, is not behind: only a sweep
    # that left plans over says so. Those put off or quarantined are the plans' own trouble.
    has_left_some = beat.report.get("left") != 0
    if has_left_some and Plan.objects.due_at(now - settings.READY_SWEEP_AGE).exists():
        return "stuck: plans are due for over ten minutes"
    return "ok"
