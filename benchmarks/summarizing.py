"""Weekly adherence of a town, against one statement over its raw sets."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
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
from benchmarks.workers import SEED, connect, copied, sweep
from programs.engine.timeline import week_of

ATHLETES = 10_000
TOWN = "town"
TIMES = 5
MOST_RATIO = 1.0

# What nobody can do without: each set read and added up by session, sessions by week and by phase,
# and the rows written. Grouped by session first, which takes half of what counting sessions among
# the sets does: that sorts all of them. The town did all that was asked, so what sets alone don't
# tell is put in as it is there: the rows are ours, column by column.
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
    missed_sessions, session_adherence, set_adherence, volume_adherence, volume_raw,
    intensity_adherence, composite, exposure"""
FIGURES = """organization_id, athlete_id, now(), count(*), count(*), 0, 0, 0, 0, 0, 0, 0, sum(sets),
    sum(sets), sum(sets), sum(sets), sum(sets), sum(sets), 0, false, 'on_track', '{}', '{}',
    1, 1, CASE WHEN sum(volume) > 0 THEN 1 END, 1, CASE WHEN sum(rated) >= 0 THEN 1 END, 1, 1"""
FLOOR = FLOOR.replace("{columns}", COLUMNS).replace("{figures}", FIGURES)


def summarize_line(running: Servers, gym: Gym, *, now: datetime, athletes: int = ATHLETES) -> Line:
    """Make a town in a database of its own and summarize what its sessions marked."""
    connection.close()
    with (
        copied(running, database=SEED, name=TOWN) as name,
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
        return _measure(running, week_on=week_of(now.date()))


@dataclass(frozen=True, slots=True)
class Run:
    """What one way of writing the summaries took, by the clock and of the processor."""

    took_s: float
    cpu_s: float


def _measure(running: Servers, *, week_on: date) -> Line:
    # The evening of the last day of the week that was trained.
    evening = datetime.combine(week_on, datetime.min.time(), tzinfo=UTC) - timedelta(hours=1)
    plans = list(Plan.objects.values_list("pk", flat=True))
    sets = SetLog.objects.filter(session_log__planned_session__plan__in=plans).count()
    with transaction.atomic():
        statements = count_statements(lambda: summarize_adherence(now=evening))
        transaction.set_rollback(True)
    _keep_marks(running)
    runs: list[tuple[Run, Run, Run]] = []
    # In turn, so that what else runs here strikes all alike.
    for _ in range(TIMES):
        floor = _floor(running, plans=plans)
        _keep_rows(running)
        one, two = (_ours(running, now=evening, workers=workers) for workers in (1, 2))
        runs.append((floor, one, two))
    weeks, phases = WeeklyAdherence.objects.count(), PhaseSummary.objects.count()
    began = time.perf_counter()
    summarize_adherence(now=evening)
    again_ms = 1000 * (time.perf_counter() - began)
    floor, one, two = (_median(side) for side in zip(*runs, strict=True))
    return Line(
        work=f"Summarize {len(plans):,} plans with {sets:,} sets: {weeks:,} weeks, {phases:,} "
        f"phases; once more with nothing new {again_ms:.0f} ms",
        ours=f"{statements} SQL; one worker {_against(one, floor)}; "
        f"two workers {_against(two, floor)} (n={TIMES})",
        peer="one INSERT ... SELECT of the same rows over the raw sets, in turn with ours: "
        f"{floor.took_s:.2f} s, {floor.cpu_s:.2f} s CPU",
        goal=f"no slower: <= {MOST_RATIO} x the time with two workers",
        is_met=two.took_s <= MOST_RATIO * floor.took_s,
        cpu_ms=1000 * two.cpu_s,
    )


def _against(run: Run, floor: Run) -> str:
    return (
        f"{run.took_s:.2f} s, {run.took_s / floor.took_s:.2f} x the time, "
        f"{run.cpu_s / floor.cpu_s:.2f} x the CPU"
    )


def _median(runs: Sequence[Run]) -> Run:
    return Run(median(run.took_s for run in runs), median(run.cpu_s for run in runs))


def _floor(running: Servers, *, plans: Sequence[int]) -> Run:
    _undo(running)
    pids = [os.getpid(), running.postgres_pid]
    used_ms, began = cpu_ms(pids), time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FLOOR, [list(plans)])
    return Run(time.perf_counter() - began, (cpu_ms(pids) - used_ms) / 1000)


def _ours(running: Servers, *, now: datetime, workers: int) -> Run:
    _undo(running)
    swept = sweep(running, database=TOWN, now=now, workers=workers, work="summaries")
    with connect(running, database=TOWN) as town:
        for table in TABLES:
            found = town.execute(DIFFERENT.format(table=table, columns=SAME)).fetchone()
            if found is None or found[0]:
                raise RuntimeError(f"the floor writes other rows into {table}")
    return Run(swept.took_s, swept.cpu_s)


TABLES = ("athletes_weeklyadherence", "athletes_phasesummary")
SAME = ", ".join(name for name in map(str.strip, COLUMNS.split(",")) if name != "computed_at")
DIFFERENT = """
SELECT count(*) FROM (SELECT {columns} FROM {table} EXCEPT SELECT {columns} FROM kept_{table}) AS d
"""


def _keep_marks(running: Servers) -> None:
    with connect(running, database=TOWN) as town:
        town.execute("CREATE TABLE kept_marks AS SELECT * FROM athletes_summarymark")


def _keep_rows(running: Servers) -> None:
    with connect(running, database=TOWN) as town:
        for table in TABLES:
            town.execute(f"DROP TABLE IF EXISTS kept_{table}")
            town.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")


def _undo(running: Servers) -> None:
    """Bring back what was there before the first run: no summaries, and the sessions' marks."""
    with connect(running, database=TOWN) as town:
        town.execute(f"TRUNCATE athletes_summarymark, {', '.join(TABLES)}")
        town.execute("INSERT INTO athletes_summarymark SELECT * FROM kept_marks")
        town.execute("VACUUM ANALYZE athletes_summarymark")
        town.execute("CHECKPOINT")
