import athletes.models.identifiers
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# table, its columns, the table named, the columns there
KEYS = [
    ("athletes_photo", "organization_id, athlete_id", "athletes_athlete", "organization_id, id"),
]


def constraint(table: str, columns: str) -> str:
    return f"{table}_{columns.split(', ')[-1]}_tenant"


def add(table: str, columns: str, named: str, there: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {constraint(table, columns)} "
        f"FOREIGN KEY ({columns}) REFERENCES {named} ({there})"
    )


def drop(table: str, columns: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {constraint(table, columns)}"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_weekly_mail"),
        ("athletes", "0024_forget_operations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=athletes.models.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                (
                    "pose",
                    models.CharField(
                        choices=[("FRONT", "Front"), ("SIDE", "Side"), ("BACK", "Back")],
                        max_length=5,
                        verbose_name="pose",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("file_name", models.CharField(editable=False, max_length=32)),
                ("added_at", models.DateTimeField(verbose_name="added")),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="athlete",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="athlete",
            name="update_update",
        ),
        migrations.AddField(
            model_name="athlete",
            name="keeps_photos",
            field=models.BooleanField(db_default=False, default=False, verbose_name="photos"),
        ),
        migrations.AddField(
            model_name="athlete",
            name="shares_photos",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="photos shared"
            ),
        ),
        migrations.AddField(
            model_name="athleteevent",
            name="keeps_photos",
            field=models.BooleanField(db_default=False, default=False, verbose_name="photos"),
        ),
        migrations.AddField(
            model_name="athleteevent",
            name="shares_photos",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="photos shared"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="athlete",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "athletes_athleteevent" ("created_at", "email", "id", "is_archived", "keeps_photos", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shares_photos", "time_zone", "units", "user_id", "version", "week_start") VALUES (NEW."created_at", NEW."email", NEW."id", NEW."is_archived", NEW."keeps_photos", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shares_photos", NEW."time_zone", NEW."units", NEW."user_id", NEW."version", NEW."week_start"); RETURN NULL;',
                    hash="388e99077bf053b507c925bce577404676a4b60d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0cc80",
                    table="athletes_athlete",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="athlete",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_archived" IS DISTINCT FROM (NEW."is_archived") OR OLD."keeps_photos" IS DISTINCT FROM (NEW."keeps_photos") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."shares_photos" IS DISTINCT FROM (NEW."shares_photos") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."units" IS DISTINCT FROM (NEW."units") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."week_start" IS DISTINCT FROM (NEW."week_start"))',
                    func='INSERT INTO "athletes_athleteevent" ("created_at", "email", "id", "is_archived", "keeps_photos", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shares_photos", "time_zone", "units", "user_id", "version", "week_start") VALUES (NEW."created_at", NEW."email", NEW."id", NEW."is_archived", NEW."keeps_photos", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shares_photos", NEW."time_zone", NEW."units", NEW."user_id", NEW."version", NEW."week_start"); RETURN NULL;',
                    hash="b4226c5cac0fdcbe28539b7a1849ab9ab3d4d846",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3feb5",
                    table="athletes_athlete",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="athlete",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("shares_photos", False), ("keeps_photos", True), _connector="OR"
                ),
                name="athlete_shares_photos_that_are_kept",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="athlete",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="photos",
                to="athletes.athlete",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="organization",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.organization",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(fields=["file_name"], name="photo_by_file"),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.UniqueConstraint(
                fields=("organization", "athlete", "on", "pose"), name="photo_once_a_day_and_pose"
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.UniqueConstraint(
                fields=("organization", "file_name"), name="photo_has_files_of_its_own"
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_name__regex", "^[0-9a-f]{32}$")),
                name="photo_file_name_is_random",
            ),
        ),
        *(migrations.RunSQL(add(*key), drop(key[0], key[1])) for key in KEYS),
    ]
