"""Long actions as their owner reads them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from athletes.models import Job
from programs.scoping import coached_organizations


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of one item: its name, a sentence, and where it leads (or nothing)."""

    label: str
    words: str
    url: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class JobPage:
    """A job with its results, those that were refused first."""

    job: Job
    name: str
    results: tuple[ItemResult, ...]
    waiting: tuple[str, ...]
    refused: int
    is_open: bool


def own_jobs(user: Any, *, kinds: Any) -> QuerySet[Job]:
    """Return the jobs of these kinds that a person began where they still coach."""
    return Job.objects.filter(
        owner=user, organization__in=coached_organizations(user), kind__in=list(kinds)
    )


def job_page(job: Job, *, name: str) -> JobPage:
    """Return what the page of a job shows. No query."""
    results = tuple(_result(entry) for entry in job.result or ())
    is_open = job.status in {Job.Status.WAITING, Job.Status.RUNNING}
    items = job.arguments.get("items", ())
    return JobPage(
        job=job,
        name=name,
        results=tuple(sorted(results, key=lambda one: one.is_done)),
        waiting=tuple(item["label"] for item in items[job.done :]),
        refused=sum(not one.is_done for one in results),
        is_open=is_open,
    )


def _result(entry: dict[str, Any]) -> ItemResult:
    return ItemResult(
        label=entry["label"],
        words=entry.get("words", ""),
        url=entry.get("url", ""),
        is_done=entry["is_done"],
    )
