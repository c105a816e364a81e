"""A worker of its own process: waits for the word, sweeps until nothing is due, reports as JSON."""

import json
import os
import resource
import sys
import time
from datetime import datetime

import django

TICKS = 20


def main() -> None:
    """Sweep as of the instant given; with ``tick`` after it, time sweeps that find nothing."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "coaching.settings"
    django.setup()
    from athletes.actions.roll_due import count_due, roll_due

    now = datetime.fromisoformat(sys.argv[1])
    # The connection, the program and the first plans of queries are a standing worker's.
    roll_due(now=now, limit=0)
    print("ready", flush=True)
    sys.stdin.readline()
    began, cpu = time.perf_counter(), time.process_time()
    plans = transitions = failures = 0
    seconds = []
    is_tick = "tick" in sys.argv
    while len(seconds) < TICKS if is_tick else count_due(now=now):
        at = time.perf_counter()
        report = roll_due(now=now)
        seconds.append(time.perf_counter() - at)
        plans += report.plans
        transitions += report.transitions
        failures += report.failures
        if not report.plans and not is_tick:
            break
    print(
        json.dumps(
            {
                "plans": plans,
                "transitions": transitions,
                "failures": failures,
                "took_s": time.perf_counter() - began,
                "cpu_s": time.process_time() - cpu,
                "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "seconds": seconds[:TICKS],
            }
        )
    )


if __name__ == "__main__":
    main()
