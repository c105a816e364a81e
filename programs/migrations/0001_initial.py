import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        migrations.CreateModel(
            name="Exercise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(db_index=False, max_length=100, verbose_name="slug")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "movement_pattern",
                    models.CharField(max_length=40, verbose_name="movement pattern"),
                ),
                ("mechanic", models.CharField(max_length=20, verbose_name="mechanic")),
                (
                    "primary_muscles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        default=list,
                        size=None,
                        verbose_name="primary muscles",
                    ),
                ),
                (
                    "secondary_muscles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="secondary muscles",
                    ),
                ),
                ("equipment", models.CharField(max_length=40, verbose_name="equipment")),
                (
                    "is_unilateral",
                    models.BooleanField(default=False, verbose_name="one side at a time"),
                ),
                (
                    "is_home_capable",
                    models.BooleanField(
                        default=False, verbose_name="works with adjustable dumbbells"
                    ),
                ),
                (
                    "is_home_strict",
                    models.BooleanField(default=False, verbose_name="needs no more than a bench"),
                ),
                (
                    "extra_needs",
                    models.CharField(blank=True, max_length=100, verbose_name="also needs"),
                ),
                (
                    "competition_family",
                    models.CharField(default="none", max_length=20, verbose_name="family"),
                ),
                ("role", models.CharField(max_length=20, verbose_name="role")),
                (
                    "load_convention",
                    models.CharField(
                        choices=[
                            ("total", "bar and plates"),
                            ("per_hand", "each dumbbell"),
                            ("single_db", "one dumbbell"),
                            ("stack", "machine stack"),
                            ("bodyweight", "body weight"),
                            ("bodyweight_plus", "added to body weight"),
                            ("bodyweight_minus", "taken off body weight"),
                            ("band", "band"),
                        ],
                        default="total",
                        max_length=20,
                        verbose_name="load convention",
                    ),
                ),
                (
                    "bodyweight_factor",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=4,
                        null=True,
                        verbose_name="share of body weight moved",
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("reps", "repetitions"),
                            ("seconds", "seconds"),
                            ("meters", "meters"),
                        ],
                        default="reps",
                        max_length=10,
                        verbose_name="measured in",
                    ),
                ),
                (
                    "percent_of_parent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="percent of the parent's maximum",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exercises",
                        to="accounts.organization",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="variations",
                        to="programs.exercise",
                    ),
                ),
            ],
            options={
                "verbose_name": "exercise",
                "verbose_name_plural": "exercises",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name"], name="exercise_name_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "slug"),
                        name="exercise_slug_once_per_organization",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("parent", None), ("percent_of_parent", None)),
                            models.Q(
                                ("parent__isnull", False),
                                ("percent_of_parent__gt", 0),
                                ("percent_of_parent__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="exercise_parent_comes_with_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExerciseAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="programs.exercise",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "alias",
                "verbose_name_plural": "aliases",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "name"),
                        name="exercise_alias_once_per_organization",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                (
                    "equipment",
                    models.CharField(
                        choices=[("GYM", "Gym"), ("HOME", "Home, adjustable dumbbells")],
                        default="GYM",
                        max_length=4,
                        verbose_name="equipment",
                    ),
                ),
                ("is_archived", models.BooleanField(default=False, verbose_name="archived")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="program_templates",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "template",
                "verbose_name_plural": "templates",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "id"), name="template_tenant_key"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_archived", False)),
                        fields=("organization", "name"),
                        name="template_name_once_per_organization",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramTemplateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                (
                    "equipment",
                    models.CharField(
                        choices=[("GYM", "Gym"), ("HOME", "Home, adjustable dumbbells")],
                        default="GYM",
                        max_length=4,
                        verbose_name="equipment",
                    ),
                ),
                ("is_archived", models.BooleanField(default=False, verbose_name="archived")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organization",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programs.programtemplate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgramVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "status",
                    models.CharField(
                        choices=[("DRAFT", "Draft"), ("PUBLISHED", "Published")],
                        default="DRAFT",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("body", models.TextField(verbose_name="program")),
                ("content_hash", models.CharField(max_length=64, verbose_name="content hash")),
                ("week_count", models.PositiveSmallIntegerField(verbose_name="weeks")),
                ("session_count", models.PositiveSmallIntegerField(verbose_name="sessions")),
                ("goals", models.CharField(max_length=500, verbose_name="phases")),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                ("acknowledged_warnings", models.JSONField(blank=True, default=list)),
                ("created_at", models.DateTimeField(verbose_name="created")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="programs.programtemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "versions",
                "indexes": [
                    models.Index(fields=["organization", "content_hash"], name="version_by_content")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "id"), name="version_tenant_key"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "template", "number"), name="version_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "DRAFT")),
                        fields=("organization", "template"),
                        name="version_one_draft_per_template",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("status", "DRAFT")),
                            models.Q(("published_at__isnull", False), ("status", "PUBLISHED")),
                            _connector="OR",
                        ),
                        name="version_published_has_its_instant",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Substitution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rank")),
                (
                    "start_load_fraction",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=5,
                        null=True,
                        verbose_name="start load as a share",
                    ),
                ),
                (
                    "fraction_basis",
                    models.CharField(blank=True, max_length=20, verbose_name="share of"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="substitutions",
                        to="programs.exercise",
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.exercise",
                    ),
                ),
            ],
            options={
                "verbose_name": "substitution",
                "verbose_name_plural": "substitutions",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("exercise", "rank"), name="substitution_rank_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exercise", models.F("substitute")), _negated=True),
                        name="substitution_is_another_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionExercise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name in the program")),
                (
                    "exercise",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="in_versions",
                        to="programs.exercise",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
                (
                    "program_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exercises",
                        to="programs.programversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "exercise of a version",
                "verbose_name_plural": "exercises of a version",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "program_version", "name"),
                        name="version_exercise_once",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programtemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_programtemplateevent" ("created_at", "created_by_id", "equipment", "id", "is_archived", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "version") VALUES (NEW."created_at", NEW."created_by_id", NEW."equipment", NEW."id", NEW."is_archived", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."summary", NEW."version"); RETURN NULL;',
                    hash="8ce15a2179c5cd442957215bde7aeffefd91958f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_76617",
                    table="programs_programtemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programtemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_programtemplateevent" ("created_at", "created_by_id", "equipment", "id", "is_archived", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "version") VALUES (NEW."created_at", NEW."created_by_id", NEW."equipment", NEW."id", NEW."is_archived", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."summary", NEW."version"); RETURN NULL;',
                    hash="16951db75dab16d63f212778443463d464603ec5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b4241",
                    table="programs_programtemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programversion",
            trigger=pgtrigger.compiler.Trigger(
                name="published_version_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"status\" = 'PUBLISHED')",
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "status", "body", "content_hash", "number", "template_id", "published_at" rows from % table\', TG_TABLE_NAME;',
                    hash="289b538a834f72454e22e5f592cd2f2012798d39",
                    operation='UPDATE OF "status", "body", "content_hash", "number", "template_id", "published_at"',
                    pgid="pgtrigger_published_version_is_frozen_6214c",
                    table="programs_programversion",
                    when="BEFORE",
                ),
            ),
        ),
    ]
