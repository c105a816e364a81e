"""Plans that were there before marks were: their summaries are made anew once."""

from django.db import migrations

MARK = """
INSERT INTO athletes_summarymark (organization_id, plan_id, due_at, is_anew)
SELECT organization_id, id, 'epoch', true FROM athletes_plan
"""


class Migration(migrations.Migration):
    dependencies = [("athletes", "0009_correction_tenant_keys")]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
