"""Weekly adherence of a town, against one statement over its raw sets."""

import os
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import median

from django.db import connection, transaction

from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import PhaseSummary, Plan, SetLog, WeeklyAdherence
from benchmarks.client import count_statements
from benchmarks.cpu import cpu_ms
from benchmarks.due import working_in
from benchmarks.gym import Gym
from benchmarks.servers import Servers
from benchmarks.table import Line
from benchmarks.town import make_town
from benchmarks.workers import SEED, copied
from programs.engine.timeline import week_of

ATHLETES = 10_000
TIMES = 5
MOST_RATIO = 1.0

# What nobody can do without: each set read and added up by session, sessions by week and by phase,
# and the rows written. Grouped by session first, which takes half of what counting sessions among
# the sets does: that sorts all of them.
FLOOR = """
WITH sessions AS MATERIALIZED (
    SELECT p.organization_id, p.athlete_id, p.plan_id, p.phase_id,
           date_trunc('week', l.on)::date AS week_on, d.*
    FROM (
        SELECT session_log_id, count(*) AS sets, sum(reps * load_kg) AS volume, count(rpe) AS rated
        FROM athletes_setlog WHERE deleted_at IS NULL AND NOT is_warmup GROUP BY session_log_id
    ) AS d
    JOIN athletes_sessionlog l ON l.id = d.session_log_id
    JOIN athletes_plannedsession p ON p.id = l.planned_session_id
    WHERE p.plan_id = ANY(%s)
), weeks AS (
    INSERT INTO athletes_weeklyadherence (plan_id, week_on, {columns})
    SELECT plan_id, week_on, {figures} FROM sessions
    GROUP BY organization_id, athlete_id, plan_id, week_on
)
INSERT INTO athletes_phasesummary (phase_id, {columns})
SELECT phase_id, {figures} FROM sessions GROUP BY organization_id, athlete_id, phase_id
"""
COLUMNS = """organization_id, athlete_id, computed_at, due, attended, partial, missed, moved,
    excused, paused, pending, extra, sets_done, sets_prescribed, volume_credit, volume_raw_credit,
    compliant, evaluable, longest_missed_run, is_interrupted, status, done_sessions,
    missed_sessions"""
FIGURES = """organization_id, athlete_id, now(), count(*), 0, 0, 0, 0, 0, 0, 0, 0, sum(sets),
    sum(sets), sum(volume), sum(volume), sum(rated), sum(sets), 0, false, 'on_track', '{}', '{}'"""
FLOOR = FLOOR.replace("{columns}", COLUMNS).replace("{figures}", FIGURES)


def summarize_line(running: Servers, gym: Gym, *, now: datetime, athletes: int = ATHLETES) -> Line:
    """Make a town in a database of its own and summarize what its sessions marked."""
    connection.close()
    with (
        copied(running, database=SEED, name="town") as name,
        working_in(running, database=name),
    ):
        with connection.cursor() as cursor:
            # The gym's sets are none of the town's: the floor reads all there are.
            cursor.execute("TRUNCATE athletes_athlete CASCADE")
            # Athletes are numbered from those there are.
            cursor.execute(
                "UPDATE accounts_user SET email = id || email WHERE email LIKE 'lifter%'"
            )
        with transaction.atomic():
            make_town(gym, now=now, athletes=athletes)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        plans = list(Plan.objects.values_list("pk", flat=True))
        return _measure(running, plans=plans, week_on=week_of(now.date()))


def _measure(running: Servers, *, plans: Sequence[int], week_on: date) -> Line:
    # The evening of the last day of the week that was trained.
    evening = datetime.combine(week_on, datetime.min.time(), tzinfo=UTC) - timedelta(hours=1)
    pids = [os.getpid(), running.postgres_pid]

    def summarize() -> None:
        summarize_adherence(now=evening)

    statements = count_statements(lambda: _undone(summarize, pids=pids))
    # In turn, so that what else runs here strikes both alike.
    runs = [
        (_undone(lambda: _floor(plans), pids=pids), _undone(summarize, pids=pids))
        for _ in range(TIMES)
    ]
    sets = SetLog.objects.filter(session_log__planned_session__plan__in=plans).count()
    summarize()
    weeks = WeeklyAdherence.objects.filter(plan__in=plans).count()
    phases = PhaseSummary.objects.filter(phase__plan__in=plans).count()
    again_s, _ = _undone(summarize, pids=pids)
    (floor_s, floor_ms), (ours_s, ours_ms) = (
        tuple(median(values) for values in zip(*side, strict=True))
        for side in zip(*runs, strict=True)
    )
    ratio = ours_ms / floor_ms
    return Line(
        work=f"Summarize {len(plans):,} plans with {sets:,} sets: {weeks:,} weeks, {phases:,} "
        f"phases; once more with nothing new {again_s * 1000:.0f} ms",
        ours=f"{statements} SQL, {ratio:.2f} x the floor's processor time, "
        f"{ours_s / floor_s:.2f} x its time ({ours_s * 1000:,.0f} ms; n={TIMES})",
        peer="one INSERT ... SELECT of the same rows over the raw sets, in turn with ours: "
        f"{floor_ms:,.0f} ms of processor, {floor_s * 1000:,.0f} ms",
        goal=f"<= {MOST_RATIO} x",
        is_met=ratio <= MOST_RATIO,
        cpu_ms=ours_ms,
    )


def _floor(plans: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [list(plans)])


def _undone(work: Callable[[], object], *, pids: Sequence[int]) -> tuple[float, float]:
    """Return the seconds and the milliseconds of processor, all constraints checked."""
    with transaction.atomic():
        used_ms, began = cpu_ms(pids), time.perf_counter()
        work()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        seconds, used_ms = time.perf_counter() - began, cpu_ms(pids) - used_ms
        transaction.set_rollback(True)
    return seconds, used_ms
