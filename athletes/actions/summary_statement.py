"""The statement that counts windows as the engine does and writes their rows (spec 6.2)."""

from athletes.actions.summary_windows import (
    FORGOTTEN,
    LATE_LOGS,
    NEXT_MARKS,
    OPEN,
    PLANS,
)

COUNTS = (
    "due",
    "attended",
    "partial",
    "missed",
    "moved",
    "excused",
    "paused",
    "pending",
    "extra",
    "sets_done",
    "sets_prescribed",
    "compliant",
    "evaluable",
    "longest_missed_run",
)
SHARES = (
    "session_adherence",
    "set_adherence",
    "volume_adherence",
    "volume_raw",
    "intensity_adherence",
    "composite",
    "exposure",
)
FIGURES = (
    *COUNTS,
    *SHARES,
    "volume_credit",
    "volume_raw_credit",
    "is_interrupted",
    "status",
    "sealed_at",
)
WRITTEN = (*FIGURES, "done_sessions", "missed_sessions")

# The sessions of plan ``p`` from its first open window on, in training order, with what their logs
# keep of their groups; only what nobody logged, or finished without a set, is added up here.
SESSIONS = """
SELECT s.*, l.*, a.*, coalesce(l.sets_prescribed, g.sets, 0) AS sets
FROM (
    SELECT s.id, s.phase_id, s.scheduled_on, s.is_cancelled, s.excused_for,
           -- The remainder of days before the first open week is negative.
           s.scheduled_on - ((s.scheduled_on - p.week_on) %% %(week)s + %(week)s) %% %(week)s
               AS week_on
    FROM athletes_plannedsession s
    WHERE s.athlete_id = p.athlete_id AND s.plan_id = p.plan_id
      AND s.scheduled_on >= (SELECT min(first_on) FROM open)
    ORDER BY s.scheduled_on, s.ordinal, s.id
) AS s
LEFT JOIN LATERAL (
    SELECT l."on" AS done_on, l.sets_prescribed, coalesce(l.sets_done, 0) AS credited,
           l.compliant, l.evaluable, l.volume_credit, l.volume_raw_credit
    FROM athletes_sessionlog l
    WHERE l.planned_session_id = s.id AND l.completed_at IS NOT NULL
) AS l ON true
LEFT JOIN LATERAL (
    SELECT sum(g.sets) AS sets
    FROM athletes_plannedgroup g
    WHERE l.sets_prescribed IS NULL AND (l.done_on IS NOT NULL OR s.scheduled_on < p.today)
      AND g.session_id = s.id AND NOT g.is_optional AND g.intent <> 'warmup'
      AND (l.done_on IS NOT NULL OR NOT g.is_branch)
    GROUP BY g.session_id
) AS g ON true
-- Absences of one athlete never overlap.
LEFT JOIN LATERAL (
    SELECT a.effect AS away FROM athletes_absence a
    WHERE p.was_ever_away AND a.athlete_id = p.athlete_id AND a.from_on <= s.scheduled_on
      AND (a.to_on IS NULL OR a.to_on >= s.scheduled_on) LIMIT 1
) AS a ON true
"""
# Those of window ``w``, each judged as of its day; OFFSET 0 so that each step is taken once.
JUDGED = """
SELECT *, status = 'done' AS is_done, status = 'missed' AS is_missed
FROM (
    SELECT *, CASE WHEN is_cancelled THEN 'cancelled'
                   WHEN abs(days_off) <= %(make_up_days)s THEN 'done'
                   WHEN away = 'PAUSE' THEN 'paused'
                   WHEN away = 'EXCUSE' OR excused_for <> '' THEN 'excused'
                   WHEN scheduled_on < w.as_of_on THEN 'missed'
                   ELSE 'pending' END AS status
    FROM (
        SELECT *, CASE WHEN done_on <= w.as_of_on THEN done_on - scheduled_on END AS days_off
        FROM sessions
        WHERE CASE WHEN w.phase_id IS NULL THEN week_on = w.first_on ELSE phase_id = w.phase_id END
        OFFSET 0
    ) AS placed OFFSET 0
) AS judged OFFSET 0
"""
COUNT = """
SELECT count(*) FILTER (WHERE is_done OR is_missed) AS due,
       count(*) FILTER (WHERE is_missed) AS missed,
       count(*) FILTER (WHERE is_done AND credited >= %(attended_from)s * sets) AS attended,
       count(*) FILTER (WHERE is_done AND credited < %(partial_below)s * sets) AS partial,
       count(*) FILTER (WHERE is_done AND abs(days_off) >= %(moved_from)s) AS moved,
       count(*) FILTER (WHERE status = 'excused') AS excused,
       count(*) FILTER (WHERE status = 'paused') AS paused,
       count(*) FILTER (WHERE status = 'pending') AS pending,
       count(*) FILTER (WHERE NOT is_done AND days_off IS NOT NULL) AS extra,
       coalesce(sum(credited) FILTER (WHERE is_done), 0) AS sets_done,
       coalesce(sum(sets) FILTER (WHERE is_done OR is_missed), 0) AS sets_prescribed,
       coalesce(sum(volume_credit) FILTER (WHERE is_done), 0) AS volume_credit,
       coalesce(sum(volume_raw_credit) FILTER (WHERE is_done), 0) AS volume_raw_credit,
       coalesce(sum(compliant) FILTER (WHERE is_done), 0) AS compliant,
       coalesce(sum(evaluable) FILTER (WHERE is_done), 0) AS evaluable,
       string_agg(CASE WHEN is_done THEN '+' ELSE '-' END, '')
           FILTER (WHERE is_done OR is_missed) AS course,
       coalesce(array_agg(id) FILTER (WHERE is_done AND w.is_final), '{}') AS done_sessions,
       coalesce(array_agg(id) FILTER (WHERE is_missed AND w.is_final), '{}') AS missed_sessions,
       least(min(scheduled_on + 1) FILTER (WHERE status = 'pending'),
             min(done_on) FILTER (WHERE done_on > w.as_of_on)) AS change_on
FROM ({judged}) AS judged
""".replace("{judged}", JUDGED)
EXTRAS = """
SELECT count(*) FILTER (WHERE "on" <= w.as_of_on) AS unlinked,
       min("on") FILTER (WHERE "on" > w.as_of_on) AS unlinked_on
FROM extras WHERE "on" BETWEEN w.first_on AND w.last_on
"""
# Plan by plan, each row by its key: no join that a wrong guess at the number of rows could turn
# into reading one set of rows anew for each row of another.
COUNTED = """
counted AS MATERIALIZED (
    SELECT p.plan_id, p.organization_id, p.athlete_id, p.time_zone, p.today, w.*
    FROM plans p
    CROSS JOIN LATERAL (
        WITH open AS MATERIALIZED ({open}),
        sessions AS MATERIALIZED ({sessions}),
        extras AS MATERIALIZED (
            SELECT l."on" FROM athletes_sessionlog l
            WHERE l.athlete_id = p.athlete_id AND l."on" >= (SELECT min(first_on) FROM open)
              -- Not by the index of planned sessions, in which all extras are alike.
              AND coalesce(l.planned_session_id, 0) = 0 AND l.completed_at IS NOT NULL
        )
        SELECT w.*, c.*, e.unlinked, least(c.change_on, e.unlinked_on) AS upcoming_on
        FROM open w
        CROSS JOIN LATERAL ({count}) AS c
        CROSS JOIN LATERAL ({extras}) AS e
    ) AS w
)""".replace("{open}", OPEN).replace("{sessions}", SESSIONS)
COUNTED = COUNTED.replace("{count}", COUNT).replace("{extras}", EXTRAS)
# The engine counts in fractions. Here a quotient has 30 decimals, and what is made of quotients
# is cut to 24 before it is rounded as stored: a sum such as 1/3 + 2/3 is whole again. The composite
# is one quotient, of the four parts brought to the same denominator.
FIGURED = """
figures AS MATERIALIZED (
    SELECT c.*, volume, raw, composite,
           CASE WHEN missed < 2 THEN missed ELSE (
               -- Each session done ends a run; what is neither done nor missed doesn't.
               SELECT max(length(run)) FROM unnest(string_to_array(course, '+')) AS run)
           END AS longest_missed_run
    FROM counted c
    CROSS JOIN LATERAL (
        SELECT round(volume_credit, 24) AS volume, round(volume_raw_credit, 24) AS raw,
               greatest(sets_prescribed, 1) AS sets, greatest(evaluable, 1) AS judged,
               CASE WHEN sets_prescribed = 0 THEN 0 ELSE 1 END AS has_sets,
               CASE WHEN evaluable = 0 THEN 0 ELSE 1 END AS has_judged
    ) AS sums
    CROSS JOIN LATERAL (
        SELECT CASE WHEN due > 0 THEN round(
            ((%(w0)s * attended * sets + (%(w1)s * sets_done + %(w2)s * volume) * due * has_sets)
                * judged + %(w3)s * compliant * due * sets)::numeric(90, 30)
            / ((%(w0)s + (%(w1)s + %(w2)s) * has_sets + %(w3)s * has_judged)
                * due * sets * judged), 24) END AS composite
    ) AS whole
    WHERE phase_id IS NULL OR first_on <= today
)"""
ROWS = """
    SELECT {key}, organization_id, athlete_id, %(computed_at)s::timestamptz,
           due, attended, partial, missed, moved, excused, paused, pending, extra + unlinked,
           sets_done, sets_prescribed, compliant, evaluable, longest_missed_run,
           round(attended::numeric / nullif(due, 0), 6),
           round(sets_done::numeric / nullif(sets_prescribed, 0), 6),
           round(volume / nullif(sets_prescribed, 0), 6),
           round(raw / nullif(sets_prescribed, 0), 6),
           round(compliant::numeric / nullif(evaluable, 0), 6), round(composite, 6),
           round(attended::numeric / nullif(due + excused, 0), 6),
           round(volume, 9), round(raw, 9), longest_missed_run >= %(interrupted_from)s,
           CASE WHEN composite IS NULL THEN 'no_data'
                WHEN composite >= %(on_track_from)s THEN 'on_track'
                WHEN composite >= %(at_risk_from)s THEN 'at_risk'
                ELSE 'off_track' END,
           sealed_at, done_sessions, missed_sessions
    FROM figures WHERE {chosen}
"""
UPSERT = """
{name} AS (
    INSERT INTO {table} AS kept ({key}, organization_id, athlete_id, computed_at, {columns})
    {rows}
    ON CONFLICT ({unique}) DO UPDATE SET computed_at = excluded.computed_at, {settings}
    WHERE kept.sealed_at IS NULL AND ({kept}) IS DISTINCT FROM ({given})
    RETURNING 1
)"""


def _upsert(*, name: str, table: str, key: str, first: str, unique: str, chosen: str) -> str:
    return UPSERT.format(
        name=name,
        table=table,
        key=key,
        unique=unique,
        rows=ROWS.format(key=first, chosen=chosen),
        columns=", ".join(WRITTEN),
        settings=", ".join(f"{column} = excluded.{column}" for column in WRITTEN),
        kept=", ".join(f"kept.{column}" for column in WRITTEN),
        given=", ".join(f"excluded.{column}" for column in WRITTEN),
    )


WEEKS = _upsert(
    name="weeks",
    table="athletes_weeklyadherence",
    key="plan_id, week_on",
    first="plan_id, first_on",
    unique="organization_id, plan_id, week_on",
    chosen="phase_id IS NULL",
)
PHASES = _upsert(
    name="phases",
    table="athletes_phasesummary",
    key="phase_id",
    first="phase_id",
    unique="phase_id",
    chosen="phase_id IS NOT NULL",
)
# Marks and what they speak of are seen at one instant: what is marked after it stays marked.
STATEMENT = """
WITH taken AS (
    DELETE FROM athletes_summarymark WHERE plan_id = ANY(%(plans)s::bigint[])
    RETURNING plan_id, is_anew, from_on, session_log_id
), {steps}
SELECT (SELECT count(*) FROM weeks) + (SELECT count(*) FROM phases), ARRAY({late_logs})
""".replace(
    "{steps}", ",".join((PLANS, FORGOTTEN, COUNTED, FIGURED, WEEKS, PHASES, NEXT_MARKS))
).replace("{late_logs}", LATE_LOGS)
