"""Rolling many plans: against the floor, with a second worker, in memory, and with none due."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from statistics import median

from benchmarks.due import make_due, make_idle
from benchmarks.floors import ROLLED, columns_of, floor_of_roll, in_words
from benchmarks.servers import Servers
from benchmarks.table import Line
from benchmarks.workers import SEED, copied, sweep

MOST_RATIO, MOST_TICK_MS, MOST_MB = 1.5, 20.0, 300.0


def rolling_lines(
    running: Servers, *, plans: Sequence[int], passed: Sequence[int], idle: int, now: datetime
) -> Iterator[Line]:
    """Measure each; every run begins from a copy of the same rows."""
    for count in plans:
        yield from _rolls(running, count=count, now=now)
    yield from _small(running, counts=passed, now=now)
    if idle:
        yield _tick(running, count=idle, now=now)


def _rolls(running: Servers, *, count: int, now: datetime) -> Iterator[Line]:
    with copied(running, database=SEED, name="due") as due:
        make_due(running, database=due, count=count, now=now, shape=(4, 4, 8))
        with copied(running, database=due, name="alone") as alone:
            one = sweep(running, database=alone, now=now, workers=1)
        with (
            copied(running, database=due, name="together") as together,
            copied(running, database=due, name="floor") as untouched,
        ):
            two = sweep(running, database=together, now=now, workers=2)
            floor = floor_of_roll(running, rolled=together, unrolled=untouched)
            columns = columns_of(running, database=together, tables=list(ROLLED))
    if {one.plans, two.plans} != {count}:
        raise RuntimeError(f"{one.plans} and {two.plans} of {count} plans rolled")
    written = in_words(floor.rows)
    peer = (
        f"{floor.took_s:.1f} s, {floor.cpu_s:.1f} s CPU: an INSERT ... SELECT a table and two "
        f"UPDATEs, one transaction ({written}; {columns['athletes_plannedgroup']} columns a group)"
    )
    for workers, swept in ((1, one), (2, two)):
        ratio = swept.took_s / floor.took_s
        gain = f", {one.took_s / two.took_s:.2f} x as fast as one" if workers == 2 else ""
        yield Line(
            work=f"Roll {count:,} plans due at one instant, {_workers(workers)}",
            ours=f"{swept.took_s:.1f} s, {ratio:.1f} x ({swept.cpu_s / floor.cpu_s:.1f} x the CPU, "
            f"Python {1000 * swept.worker_cpu_s / count:.1f} ms a plan), "
            f"{count / swept.took_s:.0f} plans/s{gain}",
            peer=peer,
            goal=f"<= {MOST_RATIO} x with two workers, at 10,000 plans" if workers == 2 else "",
            is_met=ratio <= MOST_RATIO if workers == 2 else None,
            cpu_ms=swept.cpu_s * 1000,
        )


def _small(running: Servers, *, counts: Sequence[int], now: datetime) -> Iterator[Line]:
    before_mb = None
    for count in counts:
        with copied(running, database=SEED, name="due") as due:
            make_due(running, database=due, count=count, now=now, shape=(1, 1, 1))
            swept = sweep(running, database=due, now=now, workers=2)
        if swept.plans != count:
            raise RuntimeError(f"{swept.plans} of {count} plans rolled")
        grown = "" if before_mb is None else f", {swept.rss_mb - before_mb:+.0f} MB"
        before_mb = swept.rss_mb
        yield Line(
            work=f"Roll {count:,} plans into a phase of one session, two workers",
            ours=f"{swept.took_s:.1f} s, {count / swept.took_s:.0f} plans/s, "
            f"Python {1000 * swept.worker_cpu_s / count:.2f} ms a plan, at most "
            f"{swept.rss_mb:.0f} MB a worker{grown}",
            peer="",
            goal=f"< {MOST_MB:.0f} MB a worker, flat",
            is_met=swept.rss_mb < MOST_MB,
            cpu_ms=swept.cpu_s * 1000,
        )


def _tick(running: Servers, *, count: int, now: datetime) -> Line:
    with copied(running, database=SEED, name="idle") as idle:
        make_idle(running, database=idle, count=count, now=now)
        swept = sweep(running, database=idle, now=now, workers=1, work="tick")
    (report,) = swept.reports
    each_ms = sorted(1000 * second for second in report["seconds"])
    return Line(
        work=f"A tick with nothing due among {count:,} running plans",
        ours=f"{median(each_ms):.1f} ms ({each_ms[0]:.1f} to {each_ms[-1]:.1f}, n={len(each_ms)})",
        peer="",
        goal=f"< {MOST_TICK_MS:.0f} ms",
        is_met=median(each_ms) < MOST_TICK_MS,
        cpu_ms=1000 * swept.cpu_s / len(each_ms),
    )


def _workers(count: int) -> str:
    return "one worker" if count == 1 else "two workers"
