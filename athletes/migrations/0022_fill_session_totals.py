"""Logged sessions of before get what their groups add up to."""

from django.db import migrations

FILL = """
UPDATE athletes_sessionlog l SET (
    sets_prescribed, sets_done, compliant, evaluable, volume_credit, volume_raw_credit
) = (
    SELECT coalesce(sum(g.sets), 0), coalesce(sum(g.sets_credited), 0),
           coalesce(sum(g.compliant), 0), coalesce(sum(g.evaluable), 0),
           coalesce(sum(CASE WHEN g.volume_done < g.volume_owed
                             THEN (g.sets * g.volume_done)::numeric(60, 30) / g.volume_owed
                             WHEN g.volume_owed <> 0 THEN g.sets END), 0),
           coalesce(sum(CASE WHEN g.volume_done <> g.volume_owed
                             THEN (g.sets * g.volume_done)::numeric(60, 30)
                                 / nullif(g.volume_owed, 0)
                             WHEN g.volume_owed <> 0 THEN g.sets END), 0)
    FROM athletes_plannedgroup g
    WHERE g.session_id = l.planned_session_id AND NOT g.is_optional AND g.intent <> 'warmup'
)
WHERE planned_session_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("athletes", "0021_session_totals")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
