"""Weekly adherence of a town, against one statement over its raw sets."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median

from django.db import connection, transaction

from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import PhaseSummary, Plan, SetLog, WeeklyAdherence
from benchmarks.client import count_statements
from benchmarks.cpu import cpu_ms
from benchmarks.gym import Gym
from benchmarks.table import Line, spread
from benchmarks.town import make_town
from programs.engine.timeline import week_of

ATHLETES = 10_000
TIMES = 3
MOST_RATIO = 1.0

# What nobody can do without: each set read, added up by plan and week, and the row written.
FLOOR = """
INSERT INTO athletes_weeklyadherence
    (organization_id, athlete_id, plan_id, week_on, computed_at, due, attended, partial, missed,
     moved, excused, paused, pending, extra, sets_done, sets_prescribed, volume_credit,
     volume_raw_credit, compliant, evaluable, longest_missed_run, is_interrupted, status,
     done_sessions, missed_sessions)
SELECT p.organization_id, p.athlete_id, p.plan_id, date_trunc('week', l.on)::date, now(),
       count(DISTINCT l.id), 0, 0, 0, 0, 0, 0, 0, 0, count(*), count(*), sum(s.reps * s.load_kg),
       sum(s.reps * s.load_kg), count(s.rpe), count(*), 0, false, 'on_track', '{}', '{}'
FROM athletes_setlog s
JOIN athletes_sessionlog l ON l.id = s.session_log_id
JOIN athletes_plannedsession p ON p.id = l.planned_session_id
WHERE s.deleted_at IS NULL AND NOT s.is_warmup AND p.plan_id = ANY(%s)
GROUP BY 1, 2, 3, 4
"""


def summarize_line(
    gym: Gym, *, now: datetime, pids: Sequence[int], athletes: int = ATHLETES
) -> Line:
    """Make a town, summarize what its sessions marked, and leave nothing of it behind."""
    # The evening of the last day of the week that was trained.
    week_on = week_of(now.date())
    evening = datetime.combine(week_on, datetime.min.time(), tzinfo=UTC) - timedelta(hours=1)
    with transaction.atomic():
        before = set(Plan.objects.values_list("pk", flat=True))
        make_town(gym, now=now, athletes=athletes)
        plans = [key for key in Plan.objects.values_list("pk", flat=True) if key not in before]
        sets = SetLog.objects.filter(session_log__planned_session__plan__in=plans).count()
        statements = count_statements(lambda: _undone(lambda: summarize_adherence(now=evening)))
        used_ms = cpu_ms(pids)
        seconds = [_undone(lambda: summarize_adherence(now=evening)) for _ in range(TIMES)]
        used_ms = (cpu_ms(pids) - used_ms) / TIMES
        floor = [_undone(lambda: _floor(plans)) for _ in range(TIMES)]
        summarize_adherence(now=evening)
        rows = WeeklyAdherence.objects.filter(plan__in=plans).count()
        phases = PhaseSummary.objects.filter(phase__plan__in=plans).count()
        again = _undone(lambda: summarize_adherence(now=evening))
        transaction.set_rollback(True)
    ratio = median(seconds) / median(floor)
    return Line(
        work=f"Summarize {len(plans):,} plans with {sets:,} sets: {rows:,} weeks, {phases:,} "
        f"phases; once more with nothing new {again * 1000:.0f} ms",
        ours=f"{statements} SQL, {spread(seconds)}, {ratio:.2f} x",
        peer=f"one INSERT ... SELECT of the weeks over the raw sets: {spread(floor)}",
        goal=f"<= {MOST_RATIO} x",
        is_met=ratio <= MOST_RATIO,
        cpu_ms=used_ms,
    )


def _floor(plans: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [list(plans)])


def _undone(work: Callable[[], object]) -> float:
    with transaction.atomic():
        began = time.perf_counter()
        work()
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return seconds
