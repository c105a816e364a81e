"""The statement that counts windows as the engine does and writes their rows (spec 6.2)."""

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

# The engine counts in fractions. Here a quotient has 30 decimals, and what is made of quotients
# is cut to 24 before it is rounded as stored: a sum such as 1/3 + 2/3 is whole again.
COUNT = """
WITH windows AS MATERIALIZED (
    SELECT * FROM unnest(
        %(n)s::int[], %(organization_id)s::bigint[], %(athlete_id)s::bigint[],
        %(plan_id)s::bigint[], %(phase_id)s::bigint[], %(first_on)s::date[],
        %(last_on)s::date[], %(as_of_on)s::date[], %(sealed_at)s::timestamptz[]
    ) AS w (n, organization_id, athlete_id, plan_id, phase_id, first_on, last_on, as_of_on,
            sealed_at)
),
plans AS MATERIALIZED (
    SELECT plan_id, athlete_id, min(first_on) AS from_on,
           min(first_on) FILTER (WHERE phase_id IS NULL) AS week_on
    FROM windows GROUP BY plan_id, athlete_id
),
asked AS MATERIALIZED (
    SELECT s.id, s.plan_id, s.phase_id, s.scheduled_on, s.ordinal, s.is_cancelled,
           l."on" AS done_on,
           coalesce(a.effect = 'PAUSE', false) AS is_paused,
           s.excused_for <> '' OR coalesce(a.effect = 'EXCUSE', false) AS is_excused,
           -- The remainder of days before the first open week is negative.
           s.scheduled_on - ((s.scheduled_on - p.week_on) %% %(week)s + %(week)s) %% %(week)s
               AS week_on
    FROM plans p
    -- Two equalities that say the same are taken for two chances: too few rows would be expected.
    JOIN athletes_plannedsession s ON s.athlete_id = p.athlete_id
        AND s.plan_id BETWEEN p.plan_id AND p.plan_id AND s.scheduled_on >= p.from_on
    LEFT JOIN athletes_sessionlog l ON l.planned_session_id = s.id AND l.completed_at IS NOT NULL
    -- Absences of one athlete never overlap.
    LEFT JOIN athletes_absence a ON a.athlete_id = s.athlete_id
        AND a.from_on <= s.scheduled_on AND (a.to_on IS NULL OR a.to_on >= s.scheduled_on)
),
totals AS MATERIALIZED (
    SELECT g.session_id, sum(g.sets) AS sets, sum(g.sets_credited) AS credited,
           sum(g.compliant) AS compliant, sum(g.evaluable) AS evaluable,
           sum(CASE WHEN g.volume_owed = 0 THEN 0
                    WHEN g.volume_done >= g.volume_owed THEN g.sets
                    ELSE (g.sets * g.volume_done)::numeric(60, 30) / g.volume_owed END) AS volume,
           sum(CASE WHEN g.volume_owed = 0 THEN 0
                    WHEN g.volume_done = g.volume_owed THEN g.sets
                    ELSE (g.sets * g.volume_done)::numeric(60, 30) / g.volume_owed
               END) AS volume_raw
    FROM asked a
    JOIN athletes_plannedgroup g ON g.session_id = a.id
    WHERE (a.done_on IS NOT NULL OR a.scheduled_on < %(latest_on)s)
      AND NOT g.is_optional AND g.intent <> 'warmup'
      AND (a.done_on IS NOT NULL OR NOT g.is_branch)
    GROUP BY g.session_id
),
members AS (
    SELECT w.n, w.as_of_on, a.* FROM windows w
    JOIN asked a ON a.plan_id = w.plan_id AND a.week_on = w.first_on
    WHERE w.phase_id IS NULL
    UNION ALL
    SELECT w.n, w.as_of_on, a.* FROM windows w JOIN asked a ON a.phase_id = w.phase_id
),
placed AS (
    SELECT *, CASE WHEN done_on <= as_of_on THEN done_on - scheduled_on END AS days_off
    FROM members
),
judged AS MATERIALIZED (
    SELECT n, id, plan_id, scheduled_on, ordinal, done_on, as_of_on, days_off,
           CASE WHEN is_cancelled THEN 'cancelled'
                WHEN abs(days_off) <= %(make_up_days)s THEN 'done'
                WHEN is_paused THEN 'paused'
                WHEN is_excused THEN 'excused'
                WHEN scheduled_on < as_of_on THEN 'missed'
                ELSE 'pending' END AS status
    FROM placed
),
-- Each session done begins an island; the missed ones of an island follow each other.
runs AS (
    SELECT n, max(missed) AS longest FROM (
        SELECT n, count(*) AS missed FROM (
            SELECT n, status, count(*) FILTER (WHERE status = 'done')
                OVER (PARTITION BY n ORDER BY scheduled_on, ordinal, id) AS island
            FROM judged
        ) AS islands WHERE status = 'missed' GROUP BY n, island
    ) AS counted GROUP BY n
),
counts AS (
    SELECT j.n,
           count(*) FILTER (WHERE status IN ('done', 'missed')) AS due,
           count(*) FILTER (WHERE status = 'missed') AS missed,
           count(*) FILTER (WHERE status = 'done' AND coalesce(t.credited, 0)
               >= %(attended_from)s * coalesce(t.sets, 0)) AS attended,
           count(*) FILTER (WHERE status = 'done' AND coalesce(t.credited, 0)
               < %(partial_below)s * coalesce(t.sets, 0)) AS partial,
           count(*) FILTER (WHERE status = 'done' AND abs(days_off) >= %(moved_from)s) AS moved,
           count(*) FILTER (WHERE status = 'excused') AS excused,
           count(*) FILTER (WHERE status = 'paused') AS paused,
           count(*) FILTER (WHERE status = 'pending') AS pending,
           count(*) FILTER (WHERE status = 'cancelled' AND days_off IS NOT NULL
               OR abs(days_off) > %(make_up_days)s) AS extra,
           sum(t.credited) FILTER (WHERE status = 'done') AS sets_done,
           sum(t.sets) FILTER (WHERE status IN ('done', 'missed')) AS sets_prescribed,
           sum(t.volume) FILTER (WHERE status = 'done') AS volume,
           sum(t.volume_raw) FILTER (WHERE status = 'done') AS volume_raw,
           sum(t.compliant) FILTER (WHERE status = 'done') AS compliant,
           sum(t.evaluable) FILTER (WHERE status = 'done') AS evaluable
    FROM judged j LEFT JOIN totals t ON t.session_id = j.id
    GROUP BY j.n
),
frozen AS (
    SELECT j.n,
           array_agg(j.id ORDER BY j.id) FILTER (WHERE j.status = 'done') AS done_sessions,
           array_agg(j.id ORDER BY j.id) FILTER (WHERE j.status = 'missed') AS missed_sessions
    FROM judged j JOIN windows w ON w.n = j.n AND w.sealed_at IS NOT NULL
    GROUP BY j.n
),
extras AS (
    SELECT w.n, w.plan_id,
           count(*) FILTER (WHERE l."on" <= w.as_of_on) AS extra,
           min(l."on") FILTER (WHERE l."on" > w.as_of_on) AS upcoming_on
    FROM windows w
    JOIN athletes_sessionlog l ON l.athlete_id = w.athlete_id
        AND l."on" BETWEEN w.first_on AND w.last_on
        AND l.planned_session_id IS NULL AND l.completed_at IS NOT NULL
    GROUP BY w.n, w.plan_id
),
sums AS (
    SELECT w.*,
           coalesce(due, 0) AS due, coalesce(attended, 0) AS attended,
           coalesce(partial, 0) AS partial, coalesce(missed, 0) AS missed,
           coalesce(moved, 0) AS moved, coalesce(excused, 0) AS excused,
           coalesce(paused, 0) AS paused, coalesce(pending, 0) AS pending,
           coalesce(c.extra, 0) + coalesce(e.extra, 0) AS extra,
           coalesce(sets_done, 0) AS sets_done, coalesce(sets_prescribed, 0) AS sets_prescribed,
           coalesce(compliant, 0) AS compliant, coalesce(evaluable, 0) AS evaluable,
           coalesce(longest, 0) AS longest_missed_run,
           round(coalesce(volume, 0), 24) AS volume,
           round(coalesce(c.volume_raw, 0), 24) AS raw,
           coalesce(done_sessions, '{}') AS done_sessions,
           coalesce(missed_sessions, '{}') AS missed_sessions
    FROM windows w
    LEFT JOIN counts c USING (n)
    LEFT JOIN runs USING (n)
    LEFT JOIN frozen USING (n)
    LEFT JOIN extras e USING (n)
),
parts AS (
    SELECT *,
           attended::numeric(60, 30) / nullif(due, 0) AS session_adherence,
           sets_done::numeric(60, 30) / nullif(sets_prescribed, 0) AS set_adherence,
           volume::numeric(60, 30) / nullif(sets_prescribed, 0) AS volume_adherence,
           raw::numeric(60, 30) / nullif(sets_prescribed, 0) AS volume_raw,
           compliant::numeric(60, 30) / nullif(evaluable, 0) AS intensity_adherence,
           attended::numeric(60, 30) / nullif(due + excused, 0) AS exposure
    FROM sums
),
figures AS MATERIALIZED (
    SELECT *, round(
        CASE WHEN session_adherence IS NOT NULL THEN
            (%(w0)s * session_adherence + %(w1)s * coalesce(set_adherence, 0)
                + %(w2)s * coalesce(volume_adherence, 0)
                + %(w3)s * coalesce(intensity_adherence, 0))
            / (%(w0)s + CASE WHEN set_adherence IS NULL THEN 0 ELSE %(w1)s END
                + CASE WHEN volume_adherence IS NULL THEN 0 ELSE %(w2)s END
                + CASE WHEN intensity_adherence IS NULL THEN 0 ELSE %(w3)s END)
        END, 24) AS composite
    FROM parts
),
"""
ROWS = """
    SELECT {key}, organization_id, athlete_id, %(computed_at)s::timestamptz,
           due, attended, partial, missed, moved, excused, paused, pending, extra,
           sets_done, sets_prescribed, compliant, evaluable, longest_missed_run,
           round(round(session_adherence, 24), 6), round(round(set_adherence, 24), 6),
           round(round(volume_adherence, 24), 6), round(round(volume_raw, 24), 6),
           round(round(intensity_adherence, 24), 6), round(composite, 6),
           round(round(exposure, 24), 6),
           round(volume, 9), round(raw, 9), longest_missed_run >= %(interrupted_from)s,
           CASE WHEN composite IS NULL THEN 'no_data'
                WHEN composite >= %(on_track_from)s THEN 'on_track'
                WHEN composite >= %(at_risk_from)s THEN 'at_risk'
                ELSE 'off_track' END,
           sealed_at, done_sessions, missed_sessions
    FROM figures WHERE {chosen} ORDER BY n
"""
UPSERT = """
{name} AS (
    INSERT INTO {table} AS kept ({key}, organization_id, athlete_id, computed_at, {columns})
    {rows}
    ON CONFLICT ({unique}) DO UPDATE SET computed_at = excluded.computed_at, {settings}
    WHERE kept.sealed_at IS NULL AND ({kept}) IS DISTINCT FROM ({given})
    RETURNING 1
)
"""
RESULT = """
SELECT plan_id, min(on_day), NULL::bigint FROM (
    SELECT plan_id, least(CASE WHEN status = 'pending' THEN scheduled_on + 1 END,
                          CASE WHEN done_on > as_of_on THEN done_on END) AS on_day
    FROM judged
    UNION ALL
    SELECT plan_id, upcoming_on FROM extras
) AS upcoming WHERE on_day IS NOT NULL GROUP BY plan_id
UNION ALL
SELECT NULL, NULL, (SELECT count(*) FROM weeks) + (SELECT count(*) FROM phases)
"""


def _upsert(*, name: str, table: str, key: str, unique: str, chosen: str) -> str:
    return UPSERT.format(
        name=name,
        table=table,
        key=key,
        unique=unique,
        rows=ROWS.format(key=key, chosen=chosen),
        columns=", ".join(WRITTEN),
        settings=", ".join(f"{column} = excluded.{column}" for column in WRITTEN),
        kept=", ".join(f"kept.{column}" for column in WRITTEN),
        given=", ".join(f"excluded.{column}" for column in WRITTEN),
    )


STATEMENT = (
    ",".join(
        (
            COUNT.rstrip().rstrip(","),
            _upsert(
                name="weeks",
                table="athletes_weeklyadherence",
                key="plan_id, week_on",
                unique="organization_id, plan_id, week_on",
                chosen="phase_id IS NULL",
            ).replace("SELECT plan_id, week_on,", "SELECT plan_id, first_on,"),
            _upsert(
                name="phases",
                table="athletes_phasesummary",
                key="phase_id",
                unique="phase_id",
                chosen="phase_id IS NOT NULL",
            ),
        )
    )
    + RESULT
)
