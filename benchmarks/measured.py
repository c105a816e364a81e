"""One line of a page: its statements, its bytes, its times alone and four at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.client import AT_ONCE, Request, Timing, send
from benchmarks.cpu import cpu_ms
from benchmarks.table import Line, percentile

ALONE, TOGETHER = 60, 240
WARM_UPS = 5
KIB = 1024


@dataclass(frozen=True, slots=True)
class Goal:
    """What a page may take at most; None is not asked. ``p50_ms`` alone and at four."""

    sql: int | None = None
    kib: int | None = None
    p50_ms: int | None = None
    p95_ms: int | None = None


def measured(
    work: str,
    *,
    requests: Sequence[Request],
    sql: int,
    pids: Sequence[int],
    goal: Goal,
    peer: str = "",
    scale: int = 1,
) -> Line:
    """Send the requests in turn, from the first again when there are no more.

    ``sql`` was counted before; a slow page is asked ``scale`` times less often.
    """
    alone, together = ALONE // scale, TOGETHER // scale
    asked = [requests[number % len(requests)] for number in range(alone + together)]
    send(asked[:WARM_UPS])
    before = cpu_ms(pids)
    one = send(asked[WARM_UPS:alone])
    each_ms = (cpu_ms(pids) - before) / len(one.seconds)
    four = send(asked[alone:], at_once=AT_ONCE)
    kib = one.body_bytes / KIB
    limits = list(_limits(goal, sql=sql, kib=kib, one=one, four=four))
    return Line(
        work=work,
        ours=f"{sql} SQL, {kib:.0f} KB, {_times(one)} alone, {_times(four)} at {AT_ONCE}, "
        f"{four.per_second:.0f}/s",
        peer=peer,
        goal=", ".join(f"<= {most} {unit}" for most, unit, _ in limits),
        is_met=all(value <= most for most, _, value in limits) if limits else None,
        cpu_ms=each_ms,
    )


def _limits(
    goal: Goal, *, sql: int, kib: float, one: Timing, four: Timing
) -> Iterator[tuple[int, str, float]]:
    if goal.sql is not None:
        yield goal.sql, "SQL", sql
    if goal.kib is not None:
        yield goal.kib, "KB", kib
    if goal.p50_ms is not None:
        slower = max(percentile(timing.seconds, 0.5) for timing in (one, four))
        yield goal.p50_ms, "ms p50", slower
    if goal.p95_ms is not None:
        yield goal.p95_ms, f"ms p95 at {AT_ONCE}", percentile(four.seconds, 0.95)


def _times(timing: Timing) -> str:
    p50, p95 = (percentile(timing.seconds, share) for share in (0.5, 0.95))
    return f"{p50:.0f}/{p95:.0f} ms"
