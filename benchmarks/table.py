"""What was measured, beside the nearest peer's figure and the goal."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

HEAD = ("Work", "Ours", "Peer or floor", "Goal", "Met", "CPU ms")


@dataclass(frozen=True, slots=True)
class Line:
    """One row. ``is_met`` None where there is no goal; ``cpu_ms`` a run, over all processes."""

    work: str
    ours: str
    peer: str
    goal: str = ""
    is_met: bool | None = None
    cpu_ms: float | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        met = {None: "", True: "yes", False: "NO"}[self.is_met]
        cpu = "" if self.cpu_ms is None else f"{self.cpu_ms:.1f}"
        return self.work, self.ours, self.peer, self.goal, met, cpu


def percentile(seconds: Iterable[float], share: float) -> float:
    """Return the value, in ms, that ``share`` (0-1) of the runs don't exceed."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def spread(seconds: Sequence[float]) -> str:
    """Return the median in ms with the least and the most."""
    low, high = min(seconds) * 1000, max(seconds) * 1000
    return f"{median(seconds) * 1000:,.0f} ms ({low:,.0f} to {high:,.0f}, n={len(seconds)})"


def as_markdown(lines: Sequence[Line]) -> str:
    """Return the table."""
    rows = [HEAD, tuple("---" for _ in HEAD), *(line.cells for line in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def write_page(
    path: Path, *, lines: Sequence[Line], counts: Mapping[str, int], now: datetime, took_s: float
) -> None:
    """Write the page; what it says besides the table is kept in ``PAGE``."""
    load = os.getloadavg()[0]
    path.write_text(
        PAGE.format(
            table=as_markdown(lines),
            counts="\n".join(f"| {name} | {count:,} |" for name, count in counts.items()),
            date=now.date().isoformat(),
            machine=f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}",
            python=platform.python_version(),
            load=f"{load:.1f}",
            took=f"{took_s:.0f}",
        ),
        encoding="utf-8",
    )


PAGE = """# Benchmarks

`make bench` writes this page. Machines are noisy: read counts of SQL and bytes as exact, times as
medians of one run with their spread, and compare within one run only. A time at concurrency 4 on
2 cores shares them with the client. CPU ms is the processor time of one run over the web server
and PostgreSQL together, which a busy machine changes little.

Measured on {date}: {machine}, Python {python}, load average {load} at the end, {took} s in all.
PostgreSQL with its usual settings (fsync on), gunicorn 2 workers of 4 threads, the client beside
them.

{table}

The peer is wger (Django, DRF, Celery, Redis) with the same data on 2 cores. SQL counts everything
that one request sends: session, user and savepoints included, BEGIN and COMMIT not.

## Where the time goes

Profiled, and worth knowing before the next change:

- Today, a logged set: the statements are few and quick; half of the processor time is Django
  putting them together and making rows of the answers, the rest is the page's template.
- A session: nine tenths are its template, a form a set. Each set comes in the state it is in; the
  phone makes the other one of the two that each group brings along.
- The coach's list: two thirds are the admin's own templates and cells; its headers, which Unfold
  makes again with every row, are made once.
- Assign and roll: each group of sets is resolved, made of the athlete's plates and put into words
  in Python. A roll takes a hundred plans together; several workers share them out
  ([scaling](scaling.md)).
- Summaries: one statement a batch of 2,000 plans, nearly all of it in PostgreSQL. Of its processor
  time a third writes rows and checks their keys, more than a third finds sessions, their logs and
  windows and counts them, the rest takes and leaves marks.

## The data: gym

200 athletes, 12 weeks of 5 sessions of 7 exercises of 4 sets, 11 weeks logged, made through
`assign_program`, `log_sets` and `finish_sessions`.

| Rows | |
| --- | --- |
{counts}

## The data: crowd

10,000 athletes with accounts, 4 weeks of the gym's sessions, the newest 11 before today logged: one
athlete made by the same actions, 9,999 copied from it row by row (a test compares copies with what
the actions write). Those who ask are 40 spread over all of them.
"""
