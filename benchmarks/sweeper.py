"""A worker of its own process: waits for the word, does its work until none is left, reports."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import django

TICKS = 20


def main() -> None:
    """Do the work named second as of the instant given first; answer in JSON."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "coaching.settings"
    django.setup()
    from athletes.actions.roll_due import roll_due

    now = datetime.fromisoformat(sys.argv[1])
    work = WORKS[sys.argv[2]]
    # The connection, the program and the first plans of queries are a standing worker's.
    roll_due(now=now, limit=0)
    print("ready", flush=True)
    sys.stdin.readline()
    began, cpu = time.perf_counter(), time.process_time()
    done = work(now)
    took = {
        "took_s": time.perf_counter() - began,
        "cpu_s": time.process_time() - cpu,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps({**done, **took}))


def _roll(now: datetime) -> dict[str, Any]:
    from athletes.actions.roll_due import SweepReport, count_due, roll_due

    total = SweepReport()
    while count_due(now=now):
        report = roll_due(now=now)
        total = SweepReport(
            plans=total.plans + report.plans,
            transitions=total.transitions + report.transitions,
            failures=total.failures + report.failures,
        )
        if not report.plans:
            break
    return {"plans": total.plans, "transitions": total.transitions, "failures": total.failures}


def _tick(now: datetime) -> dict[str, Any]:
    """Time sweeps that find nothing."""
    from athletes.actions.roll_due import roll_due

    seconds = []
    for _ in range(TICKS):
        at = time.perf_counter()
        roll_due(now=now)
        seconds.append(time.perf_counter() - at)
    return {"plans": 0, "failures": 0, "seconds": seconds}


def _summarize(now: datetime) -> dict[str, Any]:
    """Write summaries; their rows are counted as ``rows``."""
    from athletes.actions.summarize_adherence import summarize_adherence

    report = summarize_adherence(now=now)
    return {"plans": 0, "failures": report.failed, "rows": report.written}


WORKS: Mapping[str, Callable[[datetime], dict[str, Any]]] = {
    "roll": _roll,
    "tick": _tick,
    "summaries": _summarize,
}

if __name__ == "__main__":
    main()
