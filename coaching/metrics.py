"""The figures for Prometheus, read from the database at each scrape (ADR 11)."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily

from coaching.health import cache_word
from coaching.queries.operations import Operations, age_s, get_operations


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer who holds the operator's token; without a token set there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not _knows_token(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    now = timezone.now()
    figures = Scrape(get_operations(now=now), now, has_cache=cache_word() == "ok")
    text = generate_latest(figures)
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def _knows_token(request: HttpRequest) -> bool:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    is_same = secrets.compare_digest(token.encode(), settings.METRICS_TOKEN.encode())
    return kind.lower() == "bearer" and is_same


@dataclass(frozen=True, slots=True)
class Scrape:
    """One reading, in the shape that the library asks of a collector."""

    figures: Operations
    now: datetime
    has_cache: bool

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield every metric; ages are in seconds, 0 where nothing waits."""
        plans, outbox = self.figures.plans, self.figures.outbox
        oldest_due_s = age_s(plans.oldest_due_at, now=self.now)
        oldest_mail_s = age_s(outbox.oldest_at, now=self.now)
        yield _gauge("plans_due", "Plans whose phase is over", plans.due)
        yield _gauge("plans_oldest_due_seconds", "Age of the oldest due instant", oldest_due_s)
        yield _gauge("plans_retrying", "Plans that failed and will be tried again", plans.retrying)
        yield _gauge("plans_quarantined", "Plans given up until released", plans.quarantined)
        yield _gauge("outbox_waiting", "Mail that should have left", outbox.waiting)
        yield _gauge("outbox_oldest_seconds", "Age of the oldest such mail", oldest_mail_s)
        yield _gauge("outbox_dead", "Mail given up and not dropped", outbox.dead)
        summaries = self.figures.summaries
        behind, put_off = summaries.behind, summaries.put_off
        yield _gauge("summaries_behind", "Plans whose summaries are out of date", behind)
        yield _gauge("summaries_put_off", "Plans whose summaries can't be stored", put_off)
        yield _gauge("cache_up", "1 while the cache answers, else 0", int(self.has_cache))
        yield self._jobs()
        yield from self._heartbeats()

    def _jobs(self) -> GaugeMetricFamily:
        family = _family("jobs", "Long actions by state", labels=["status"])
        for status, count in self.figures.jobs.items():
            family.add_metric([status.lower()], count)
        return family

    def _heartbeats(self) -> Iterator[GaugeMetricFamily]:
        ages = _family("heartbeat_age_seconds", "Time since a job finished", labels=["job"])
        reports = _family("last_report", "What a job's last run counted", labels=["job", "figure"])
        for beat in self.figures.heartbeats:
            ages.add_metric([beat.name], age_s(beat.beat_at, now=self.now))
            for figure, value in beat.report.items():
                if isinstance(value, int | float):
                    reports.add_metric([beat.name, figure], value)
        yield ages
        yield reports


def _gauge(name: str, help_text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"phasewise_{name}", help_text, value=value)


def _family(name: str, help_text: str, *, labels: list[str]) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"phasewise_{name}", help_text, labels=labels)
