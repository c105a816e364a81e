"""Which running plans come to a version, and what becomes of their own changes."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from athletes.queries.merged_program import PlanMerge

CHOICES = ("new", "override")
MOST_PATH = 2_000


def merge_items(said: QueryDict, *, merges: Mapping[int, PlanMerge]) -> list[dict[str, Any]]:
    """Return an item of the job for each plan that is chosen, as the page showed it."""
    chosen = {int(key) for key in said.getlist("plan") if key.isdecimal() and len(key) < 19}
    return [
        {
            "label": merge.plan.athlete.name,
            "plan": key,
            "version": _number(said.get(f"version-{key}", "")),
            "choices": _choices(said, key=key),
        }
        for key, merge in merges.items()
        if key in chosen
    ]


def job_key(said: QueryDict) -> uuid.UUID | None:
    """Return the key that the page was made with: sent twice, it is the same job."""
    try:
        return uuid.UUID(said.get("job", ""))
    except ValueError:
        return None


def conflict_fields(merge: PlanMerge) -> list[dict[str, Any]]:
    """Return the conflicts of a plan with the names that their fields have."""
    return [
        {
            "name": f"choice-{merge.plan.pk}-{place}",
            "path_name": f"path-{merge.plan.pk}-{place}",
            "path": json.dumps(conflict.path),
            "conflict": conflict,
        }
        for place, conflict in enumerate(merge.conflicts)
    ]


def _choices(said: QueryDict, *, key: int) -> list[list[Any]]:
    choices = []
    place = 0
    while (path := said.get(f"path-{key}-{place}")) is not None:
        choice = said.get(f"choice-{key}-{place}", "")
        steps = _path(path)
        if steps and choice in CHOICES:
            choices.append([steps, choice])
        place += 1
    return choices


def _path(text: str) -> list[Any]:
    try:
        steps = json.loads(text) if len(text) < MOST_PATH else []
    except (ValueError, RecursionError):
        return []
    is_path = isinstance(steps, list) and all(
        isinstance(step, str) or type(step) is int for step in steps
    )
    return steps if is_path else []


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1
