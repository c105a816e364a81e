"""Which weeks and phases of marked plans are still open to be summarized, in SQL (spec 6.2)."""

# Days are counted here; when a day begins and a window seals in a zone, Python knows (spec 5.3).
PLANS = """
zones AS MATERIALIZED (SELECT %(zones)s::jsonb AS by_name),
marked AS MATERIALIZED (
    SELECT plan_id, bool_or(is_anew) AS is_anew, min(from_on) AS from_on,
           array_agg(session_log_id) FILTER (WHERE session_log_id IS NOT NULL) AS logs
    FROM (
        SELECT plan_id, is_anew, from_on, session_log_id FROM taken
        UNION ALL
        SELECT unnest(%(plans)s::bigint[]), false, NULL, NULL
    ) AS given GROUP BY plan_id
),
dated AS (
    SELECT m.plan_id, m.logs, p.organization_id, p.athlete_id, p.time_zone, p.starts_on,
           p.ended_on, coalesce(a.week_start, o.week_start) + 1 AS first_isodow,
           jsonb_extract_path_text(by_name, p.time_zone, 'today')::date AS today,
           jsonb_extract_path_text(by_name, p.time_zone, 'sealed_on')::date AS sealed_on,
           EXISTS (SELECT FROM athletes_absence b WHERE b.athlete_id = p.athlete_id)
               AS was_ever_away,
           CASE WHEN NOT m.is_anew
                 AND extract(isodow FROM m.from_on) = coalesce(a.week_start, o.week_start) + 1
                THEN m.from_on END AS from_on
    FROM marked m
    -- OFFSET 0 keeps each from being read first: a table may be taken for one of a single row.
    CROSS JOIN LATERAL (SELECT * FROM athletes_plan WHERE id = m.plan_id OFFSET 0) AS p
    CROSS JOIN LATERAL (
        SELECT week_start FROM athletes_athlete WHERE id = p.athlete_id OFFSET 0
    ) AS a
    CROSS JOIN LATERAL (
        SELECT week_start FROM accounts_organization WHERE id = p.organization_id OFFSET 0
    ) AS o
    CROSS JOIN zones
),
-- Weeks before a known one are sealed; none is known where weeks began on another day.
plans AS MATERIALIZED (
    SELECT d.*, from_on IS NOT NULL AS is_known, week_on, last_on,
           CASE WHEN last_on < week_on THEN week_on
                ELSE last_on - (last_on - week_on) %% %(week)s + %(week)s END AS next_week_on
    FROM dated d
    CROSS JOIN LATERAL (
        SELECT least(today, ended_on) AS last_on,
               coalesce(from_on, starts_on
                   - (extract(isodow FROM starts_on)::int - first_isodow + %(week)s) %% %(week)s)
                   AS week_on
    ) AS first
)"""
# By plan ``p``. A phase is closed when the plan has left it, a week by itself.
WINDOWS = """
SELECT NULL::bigint AS phase_id, p.week_on + %(week)s * n AS first_on,
       p.week_on + %(week)s * n + %(week)s - 1 AS last_on, true AS is_closed
FROM generate_series(0, (p.last_on - p.week_on) / %(week)s) AS n
WHERE p.week_on <= p.last_on AND (p.is_known OR NOT EXISTS (
    SELECT FROM athletes_weeklyadherence w
    WHERE w.organization_id = p.organization_id AND w.athlete_id = p.athlete_id
      AND w.plan_id = p.plan_id AND w.week_on = p.week_on + %(week)s * n
      AND w.sealed_at IS NOT NULL))
UNION ALL
SELECT f.id, f.starts_on, f.ends_on, f.closed_at IS NOT NULL
FROM athletes_planphase f
WHERE f.athlete_id = p.athlete_id AND f.plan_id = p.plan_id
  AND (SELECT s.sealed_at FROM athletes_phasesummary s WHERE s.phase_id = f.id) IS NULL
"""
# What is final is counted as of the day on which it sealed.
OPEN = """
SELECT o.*, is_final, CASE WHEN is_final THEN (seal ->> 'at')::timestamptz END AS sealed_at,
       CASE WHEN is_final THEN (seal ->> 'on')::date ELSE p.today END AS as_of_on
FROM ({windows}) AS o
CROSS JOIN LATERAL (
    SELECT o.is_closed AND o.last_on <= p.sealed_on AS is_final,
           jsonb_extract_path(
               (SELECT by_name FROM zones), p.time_zone, 'seals', o.last_on::text) AS seal
) AS final
""".replace("{windows}", WINDOWS)
# Weeks that begin on another day than the athlete's: days would count twice.
FORGOTTEN = """
forgotten AS (
    DELETE FROM athletes_weeklyadherence WHERE id = ANY(ARRAY(
        SELECT other.id FROM plans p CROSS JOIN LATERAL (
            SELECT w.id FROM athletes_weeklyadherence w
            WHERE w.organization_id = p.organization_id AND w.athlete_id = p.athlete_id
              AND w.plan_id = p.plan_id AND extract(isodow FROM w.week_on) <> p.first_isodow
            OFFSET 0
        ) AS other
        WHERE NOT p.is_known))
)"""
# A mark for the instant at which time alone changes a plan's summaries next. It may come early,
# never late: then the plan is only looked at once more.
NEXT_MARKS = """
next_marks AS (
    INSERT INTO athletes_summarymark (organization_id, plan_id, due_at, from_on, is_anew)
    SELECT organization_id, plan_id, due_at, from_on, false
    FROM (
        SELECT organization_id, plan_id, coalesce(min(open_on), max(next_week_on)) AS from_on,
               least(min(change_on), max(today) + %(ahead)s) AS change_on,
               least(min(seal_on), max(today) + %(week)s - 1) AS seal_on, time_zone
        FROM (
            SELECT plan_id, organization_id, time_zone, today, next_week_on, NULL::date AS open_on,
                   NULL::date AS seal_on,
                   CASE WHEN ended_on IS NULL OR next_week_on <= ended_on
                        THEN next_week_on END AS change_on
            FROM plans
            UNION ALL
            SELECT plan_id, organization_id, time_zone, NULL, NULL,
                   CASE WHEN phase_id IS NULL THEN first_on END,
                   CASE WHEN is_closed THEN last_on END,
                   CASE WHEN first_on > today THEN first_on ELSE upcoming_on END
            FROM counted WHERE NOT is_final
        ) AS known GROUP BY plan_id, organization_id, time_zone
    ) AS next
    CROSS JOIN zones
    CROSS JOIN LATERAL (
        SELECT least(
            jsonb_extract_path_text(by_name, time_zone, 'starts', change_on::text)::timestamptz,
            jsonb_extract_path_text(by_name, time_zone, 'seals', seal_on::text, 'at')::timestamptz
        ) AS due_at
    ) AS instant
    WHERE due_at IS NOT NULL
)"""
# The changed logs that may be in what is sealed, or in a phase whose end was decided.
LATE_LOGS = """
SELECT l.id FROM plans p
CROSS JOIN LATERAL unnest(p.logs) AS changed (id)
CROSS JOIN LATERAL (
    SELECT id, "on", planned_session_id FROM athletes_sessionlog WHERE id = changed.id OFFSET 0
) AS l
LEFT JOIN LATERAL (
    SELECT scheduled_on, phase_id FROM athletes_plannedsession
    WHERE id = l.planned_session_id OFFSET 0
) AS s ON true
LEFT JOIN LATERAL (
    SELECT closed_at FROM athletes_planphase WHERE id = s.phase_id OFFSET 0
) AS f ON true
WHERE (p.starts_on <= p.sealed_on OR EXISTS (
        SELECT FROM athletes_planphase any_phase
        WHERE any_phase.athlete_id = p.athlete_id AND any_phase.plan_id = p.plan_id
          AND any_phase.closed_at IS NOT NULL))
  AND (coalesce(s.scheduled_on, l."on") <= p.sealed_on OR f.closed_at IS NOT NULL)
"""
