import athletes.models.identifiers
import athletes.ranges
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("programs", "0001_initial"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("beat_at", models.DateTimeField(verbose_name="last run")),
                ("report", models.JSONField(default=dict, verbose_name="report")),
            ],
            options={
                "verbose_name": "heartbeat",
                "verbose_name_plural": "heartbeats",
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "effect",
                    models.CharField(
                        choices=[("EXCUSE", "Sessions excused"), ("PAUSE", "Plan paused")],
                        default="EXCUSE",
                        max_length=6,
                        verbose_name="effect",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("ILLNESS", "Illness"),
                            ("INJURY", "Injury"),
                            ("TRAVEL", "Travel"),
                            ("HOLIDAY", "Holiday"),
                            ("WORK", "Work"),
                            ("OTHER", "Other"),
                        ],
                        max_length=8,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
            },
        ),
        migrations.CreateModel(
            name="Athlete",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "units",
                    models.CharField(
                        choices=[("KG", "Kilograms"), ("LB", "Pounds")],
                        default="KG",
                        max_length=2,
                        verbose_name="units",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(default="UTC", max_length=64, verbose_name="time zone"),
                ),
                (
                    "week_start",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="first day of the week"
                    ),
                ),
                ("is_archived", models.BooleanField(default=False, verbose_name="archived")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("sync_rev", models.BigIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="athletes",
                        to="accounts.organization",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="athletes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "athlete",
                "verbose_name_plural": "athletes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "id"), name="athlete_tenant_key"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("organization", "user"),
                        name="athlete_once_per_organization",
                    ),
                    models.UniqueConstraint(
                        models.F("organization"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="athlete_email_once_per_organization",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("week_start", None), ("week_start__lte", 6), _connector="OR"
                        ),
                        name="athlete_week_start_is_a_weekday",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AbsenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "effect",
                    models.CharField(
                        choices=[("EXCUSE", "Sessions excused"), ("PAUSE", "Plan paused")],
                        default="EXCUSE",
                        max_length=6,
                        verbose_name="effect",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("ILLNESS", "Illness"),
                            ("INJURY", "Injury"),
                            ("TRAVEL", "Travel"),
                            ("HOLIDAY", "Holiday"),
                            ("WORK", "Work"),
                            ("OTHER", "Other"),
                        ],
                        max_length=8,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
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
                        to="athletes.absence",
                    ),
                ),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="athletes.athlete",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="absence",
            name="athlete",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="absences",
                to="athletes.athlete",
            ),
        ),
        migrations.CreateModel(
            name="AthleteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "units",
                    models.CharField(
                        choices=[("KG", "Kilograms"), ("LB", "Pounds")],
                        default="KG",
                        max_length=2,
                        verbose_name="units",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(default="UTC", max_length=64, verbose_name="time zone"),
                ),
                (
                    "week_start",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="first day of the week"
                    ),
                ),
                ("is_archived", models.BooleanField(default=False, verbose_name="archived")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("version", models.PositiveIntegerField(default=1)),
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
                        to="athletes.athlete",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                (
                    "body_weight_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=8,
                        null=True,
                        verbose_name="body weight",
                    ),
                ),
                (
                    "readiness",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="readiness, 1 to 5"
                    ),
                ),
                ("has_pain", models.BooleanField(default=False, verbose_name="pain")),
                (
                    "pain_resolved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="pain resolved"),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_ins",
                        to="athletes.athlete",
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
            ],
            options={
                "verbose_name": "check-in",
                "verbose_name_plural": "check-ins",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "athlete", "on"), name="check_in_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("readiness", None), ("readiness__range", (1, 5)), _connector="OR"
                        ),
                        name="check_in_readiness_is_1_to_5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("body_weight_kg", None), ("body_weight_kg__gt", 0), _connector="OR"
                        ),
                        name="check_in_body_weight_is_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="from")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="engagements",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="engagements",
                        to="accounts.membership",
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
            ],
            options={
                "verbose_name": "engagement",
                "verbose_name_plural": "engagements",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("organization", "athlete", "membership"),
                        name="engagement_one_open_per_coach",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            ("ended_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="engagement_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EngagementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("started_at", models.DateTimeField(verbose_name="from")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.membership",
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
                        to="athletes.engagement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EquipmentProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_barbell", models.BooleanField(default=True, verbose_name="barbell and rack")),
                (
                    "has_machines",
                    models.BooleanField(default=True, verbose_name="machines and cables"),
                ),
                (
                    "bar_kg",
                    models.DecimalField(
                        decimal_places=3, default=20, max_digits=8, verbose_name="bar"
                    ),
                ),
                (
                    "collars_kg",
                    models.DecimalField(
                        decimal_places=3,
                        default=0,
                        max_digits=8,
                        verbose_name="collars, both together",
                    ),
                ),
                (
                    "plate_pairs",
                    models.JSONField(blank=True, default=list, verbose_name="plate pairs"),
                ),
                (
                    "dumbbells_kg",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=3, max_digits=8),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="dumbbells",
                    ),
                ),
                (
                    "machine_step_kg",
                    models.DecimalField(
                        decimal_places=3,
                        default=Decimal("2.5"),
                        max_digits=8,
                        verbose_name="machine step",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "athlete",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="equipment",
                        to="athletes.athlete",
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
            ],
            options={
                "verbose_name": "equipment",
                "verbose_name_plural": "equipment",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bar_kg__gte", 0), ("collars_kg__gte", 0), ("machine_step_kg__gt", 0)
                        ),
                        name="equipment_weights_are_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EquipmentProfileEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("has_barbell", models.BooleanField(default=True, verbose_name="barbell and rack")),
                (
                    "has_machines",
                    models.BooleanField(default=True, verbose_name="machines and cables"),
                ),
                (
                    "bar_kg",
                    models.DecimalField(
                        decimal_places=3, default=20, max_digits=8, verbose_name="bar"
                    ),
                ),
                (
                    "collars_kg",
                    models.DecimalField(
                        decimal_places=3,
                        default=0,
                        max_digits=8,
                        verbose_name="collars, both together",
                    ),
                ),
                (
                    "plate_pairs",
                    models.JSONField(blank=True, default=list, verbose_name="plate pairs"),
                ),
                (
                    "dumbbells_kg",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=3, max_digits=8),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="dumbbells",
                    ),
                ),
                (
                    "machine_step_kg",
                    models.DecimalField(
                        decimal_places=3,
                        default=Decimal("2.5"),
                        max_digits=8,
                        verbose_name="machine step",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="athletes.athlete",
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
                        to="athletes.equipmentprofile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("arguments", models.JSONField(default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waiting"),
                            ("RUNNING", "Running"),
                            ("DONE", "Done"),
                            ("FAILED", "Failed"),
                            ("CANCELLED", "Cancelled"),
                        ],
                        default="WAITING",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="of")),
                ("result", models.JSONField(null=True)),
                ("error", models.CharField(blank=True, max_length=1000, verbose_name="error")),
                (
                    "is_cancel_asked",
                    models.BooleanField(default=False, verbose_name="asked to stop"),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("started_at", models.DateTimeField(null=True, verbose_name="started")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                ("expires_at", models.DateTimeField(null=True, verbose_name="expires")),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
            },
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="key")),
                ("message", models.JSONField(verbose_name="message")),
                ("queued_at", models.DateTimeField(verbose_name="queued")),
                ("run_after", models.DateTimeField(verbose_name="not before")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                (
                    "lease_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="held until"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("dead_at", models.DateTimeField(blank=True, null=True, verbose_name="given up")),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=500, verbose_name="last error"),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "outgoing mail",
                "verbose_name_plural": "outgoing mail",
                "indexes": [
                    models.Index(
                        condition=models.Q(("dead_at", None), ("sent_at", None)),
                        fields=["run_after", "id"],
                        name="outbox_waiting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("overrides", models.JSONField(blank=True, default=list)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ACTIVE", "Active"),
                            ("PAUSED", "Paused"),
                            ("COMPLETED", "Completed"),
                            ("ENDED", "Ended early"),
                        ],
                        default="ACTIVE",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="starts")),
                ("weekdays", models.JSONField(default=dict, verbose_name="training days")),
                (
                    "roll_mode",
                    models.CharField(
                        choices=[
                            ("CALENDAR", "By the calendar"),
                            ("ADHERENCE", "By training received"),
                            ("PERFORMANCE", "By training received and performance"),
                        ],
                        default="ADHERENCE",
                        max_length=11,
                        verbose_name="phase changes",
                    ),
                ),
                (
                    "asks_before_advancing",
                    models.BooleanField(
                        default=False, verbose_name="every phase change asks the coach"
                    ),
                ),
                ("time_zone", models.CharField(max_length=64, verbose_name="time zone")),
                ("zone_table", models.CharField(max_length=16, verbose_name="time-zone table")),
                (
                    "phase_seq",
                    models.PositiveSmallIntegerField(default=1, verbose_name="running phase"),
                ),
                ("transition_count", models.PositiveIntegerField(default=0)),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="phase due")),
                ("retry_at", models.DateTimeField(blank=True, null=True, verbose_name="next try")),
                (
                    "failures",
                    models.PositiveSmallIntegerField(default=0, verbose_name="failed tries"),
                ),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=500, verbose_name="last error"),
                ),
                (
                    "quarantined_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="quarantined"),
                ),
                ("assigned_at", models.DateTimeField(verbose_name="assigned")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plans",
                        to="athletes.athlete",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="programs.programversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan",
                "verbose_name_plural": "plans",
                "indexes": [
                    models.Index(
                        condition=models.Q(("quarantined_at", None), ("status", "ACTIVE")),
                        fields=["due_at", "id"],
                        name="plan_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "athlete", "id"), name="plan_athlete_key"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("ACTIVE", "PAUSED"))),
                        fields=("organization", "athlete"),
                        name="plan_one_running_per_athlete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at", None), ("status", "ACTIVE"), _connector="OR"),
                        name="plan_due_only_while_active",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnchorValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="anchor")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=12, max_digits=24, null=True, verbose_name="value"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("INITIAL", "at the start"),
                            ("RULE", "by the program's rule"),
                            ("BOUNDARY", "at a phase change"),
                            ("COACH", "by the coach"),
                        ],
                        max_length=8,
                        verbose_name="set",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="why")),
                (
                    "effective_ordinal",
                    models.PositiveSmallIntegerField(default=0, verbose_name="from session"),
                ),
                ("set_at", models.DateTimeField(verbose_name="set at")),
                (
                    "exercise",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "set_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="anchor_values",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="anchor_values",
                        to="athletes.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "training number",
                "verbose_name_plural": "training numbers",
                "indexes": [
                    models.Index(
                        fields=["organization", "plan", "name", "id"], name="anchor_by_plan"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("overrides", models.JSONField(blank=True, default=list)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ACTIVE", "Active"),
                            ("PAUSED", "Paused"),
                            ("COMPLETED", "Completed"),
                            ("ENDED", "Ended early"),
                        ],
                        default="ACTIVE",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="starts")),
                ("weekdays", models.JSONField(default=dict, verbose_name="training days")),
                (
                    "roll_mode",
                    models.CharField(
                        choices=[
                            ("CALENDAR", "By the calendar"),
                            ("ADHERENCE", "By training received"),
                            ("PERFORMANCE", "By training received and performance"),
                        ],
                        default="ADHERENCE",
                        max_length=11,
                        verbose_name="phase changes",
                    ),
                ),
                (
                    "asks_before_advancing",
                    models.BooleanField(
                        default=False, verbose_name="every phase change asks the coach"
                    ),
                ),
                ("time_zone", models.CharField(max_length=64, verbose_name="time zone")),
                ("zone_table", models.CharField(max_length=16, verbose_name="time-zone table")),
                (
                    "phase_seq",
                    models.PositiveSmallIntegerField(default=1, verbose_name="running phase"),
                ),
                ("transition_count", models.PositiveIntegerField(default=0)),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="phase due")),
                ("retry_at", models.DateTimeField(blank=True, null=True, verbose_name="next try")),
                (
                    "failures",
                    models.PositiveSmallIntegerField(default=0, verbose_name="failed tries"),
                ),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=500, verbose_name="last error"),
                ),
                (
                    "quarantined_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="quarantined"),
                ),
                ("assigned_at", models.DateTimeField(verbose_name="assigned")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "assigned_by",
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
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="athletes.athlete",
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
                        to="athletes.plan",
                    ),
                ),
                (
                    "program_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.programversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlannedSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField(verbose_name="place in the plan")),
                ("week", models.PositiveSmallIntegerField(verbose_name="week")),
                (
                    "week_in_phase",
                    models.PositiveSmallIntegerField(verbose_name="week of the phase"),
                ),
                (
                    "occurrence",
                    models.PositiveSmallIntegerField(default=1, verbose_name="occurrence"),
                ),
                ("day", models.PositiveSmallIntegerField(verbose_name="day")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("scheduled_on", models.DateField(verbose_name="day")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                ("is_provisional", models.BooleanField(default=False, verbose_name="provisional")),
                ("is_cancelled", models.BooleanField(default=False, verbose_name="cancelled")),
                (
                    "excused_for",
                    models.CharField(blank=True, max_length=200, verbose_name="excused for"),
                ),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned_sessions",
                        to="athletes.athlete",
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
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="athletes.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
            },
        ),
        migrations.CreateModel(
            name="PlannedGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="place in the session")),
                ("slot_key", models.CharField(max_length=100, verbose_name="slot")),
                ("slot_position", models.PositiveSmallIntegerField(verbose_name="exercise number")),
                ("exercise_name", models.CharField(max_length=200, verbose_name="exercise")),
                ("superset", models.CharField(blank=True, max_length=20, verbose_name="superset")),
                ("is_main", models.BooleanField(default=False, verbose_name="main lift")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("sets", models.PositiveSmallIntegerField(verbose_name="sets")),
                ("reps", models.CharField(max_length=20, verbose_name="reps")),
                ("rep_floor", models.PositiveSmallIntegerField(verbose_name="at least")),
                (
                    "load_kg",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=8, null=True, verbose_name="load"
                    ),
                ),
                (
                    "target_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=11,
                        null=True,
                        verbose_name="load before rounding",
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=8,
                        null=True,
                        verbose_name="percent",
                    ),
                ),
                (
                    "rpe",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="RPE"
                    ),
                ),
                (
                    "rest_s",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="rest, seconds"
                    ),
                ),
                ("tempo", models.CharField(blank=True, max_length=4, verbose_name="tempo")),
                ("intent", models.CharField(default="work", max_length=12, verbose_name="intent")),
                ("is_optional", models.BooleanField(default=False, verbose_name="optional")),
                (
                    "is_result",
                    models.BooleanField(default=False, verbose_name="decides the next load"),
                ),
                (
                    "is_branch",
                    models.BooleanField(default=False, verbose_name="follows from today's result"),
                ),
                ("report", models.CharField(blank=True, max_length=100, verbose_name="note as")),
                (
                    "basis",
                    models.CharField(
                        choices=[("LOAD", "load"), ("RPE", "effort"), ("NONE", "nothing")],
                        max_length=4,
                        verbose_name="judged by",
                    ),
                ),
                (
                    "explanation",
                    models.TextField(blank=True, verbose_name="how the load was found"),
                ),
                ("sets_credited", models.PositiveSmallIntegerField(default=0)),
                ("volume_done", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                ("volume_owed", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                ("compliant", models.PositiveSmallIntegerField(default=0)),
                ("evaluable", models.PositiveSmallIntegerField(default=0)),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="athletes.plannedsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "group of sets",
                "verbose_name_plural": "groups of sets",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "athlete", "id"), name="group_athlete_key"
                    ),
                    models.UniqueConstraint(
                        fields=("session", "position", "organization"), name="group_place_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sets_credited__lte", models.F("sets")),
                            ("compliant__lte", models.F("evaluable")),
                            ("evaluable__lte", models.F("sets")),
                        ),
                        name="group_tallies_fit_its_sets",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("load_kg", None), ("load_kg__gte", 0), _connector="OR"),
                        name="group_load_is_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanPhase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveSmallIntegerField(verbose_name="number")),
                ("mesocycle", models.PositiveSmallIntegerField(verbose_name="mesocycle")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PLANNED", "Planned"),
                            ("REPEAT", "Repeated"),
                            ("INSERTED_DELOAD", "Inserted deload"),
                        ],
                        default="PLANNED",
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("goal", models.CharField(max_length=11, verbose_name="goal")),
                ("starts_on", models.DateField(verbose_name="starts")),
                ("ends_on", models.DateField(verbose_name="ends")),
                (
                    "extra_weeks",
                    models.PositiveSmallIntegerField(default=0, verbose_name="weeks added"),
                ),
                (
                    "repeats",
                    models.PositiveSmallIntegerField(default=0, verbose_name="times repeated"),
                ),
                ("first_ordinal", models.PositiveSmallIntegerField(verbose_name="first session")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="athletes.athlete",
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
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phases",
                        to="athletes.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "phase",
                "verbose_name_plural": "phases",
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "id"), name="phase_tenant_key"),
                    models.UniqueConstraint(
                        fields=("organization", "plan", "seq"), name="phase_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="phase_ends_after_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("organization", "="),
                            ("plan", "="),
                            (
                                athletes.ranges.DayRange(
                                    "starts_on", "ends_on", models.Value("[]")
                                ),
                                "&&",
                            ),
                        ],
                        name="phase_does_not_overlap",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="plannedsession",
            name="phase",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sessions",
                to="athletes.planphase",
            ),
        ),
        migrations.CreateModel(
            name="PhaseTransition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveIntegerField(verbose_name="sequence")),
                ("decision", models.CharField(max_length=20, verbose_name="decision")),
                ("reason", models.CharField(max_length=30, verbose_name="reason")),
                ("words", models.TextField(verbose_name="why")),
                ("evidence", models.JSONField(verbose_name="evidence")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("applied_at", models.DateTimeField(verbose_name="applied")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("SWEEP", "the sweep"),
                            ("READ", "the athlete opened the day"),
                            ("COACH", "the coach"),
                        ],
                        max_length=5,
                        verbose_name="by",
                    ),
                ),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "decided_by",
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
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transitions",
                        to="athletes.plan",
                    ),
                ),
                (
                    "from_phase",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transitions_out",
                        to="athletes.planphase",
                    ),
                ),
                (
                    "to_phase",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="athletes.planphase",
                    ),
                ),
            ],
            options={
                "verbose_name": "phase change",
                "verbose_name_plural": "phase changes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "plan", "sequence"), name="transition_fence"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PhaseSummary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due", models.PositiveSmallIntegerField(verbose_name="due")),
                ("attended", models.PositiveSmallIntegerField(verbose_name="attended")),
                ("partial", models.PositiveSmallIntegerField(verbose_name="partial")),
                ("missed", models.PositiveSmallIntegerField(verbose_name="missed")),
                ("moved", models.PositiveSmallIntegerField(verbose_name="moved")),
                ("excused", models.PositiveSmallIntegerField(verbose_name="excused")),
                ("paused", models.PositiveSmallIntegerField(verbose_name="paused")),
                ("pending", models.PositiveSmallIntegerField(verbose_name="pending")),
                ("extra", models.PositiveSmallIntegerField(verbose_name="extra")),
                ("sets_done", models.PositiveIntegerField(verbose_name="sets done")),
                ("sets_prescribed", models.PositiveIntegerField(verbose_name="sets asked")),
                ("volume_credit", models.DecimalField(decimal_places=9, max_digits=18)),
                ("volume_raw_credit", models.DecimalField(decimal_places=9, max_digits=18)),
                ("compliant", models.PositiveIntegerField(verbose_name="sets on target")),
                ("evaluable", models.PositiveIntegerField(verbose_name="sets with a target")),
                (
                    "longest_missed_run",
                    models.PositiveSmallIntegerField(verbose_name="longest run missed"),
                ),
                ("is_interrupted", models.BooleanField(verbose_name="interrupted")),
                (
                    "session_adherence",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="sessions"
                    ),
                ),
                (
                    "set_adherence",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="sets"
                    ),
                ),
                (
                    "volume_adherence",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="volume"
                    ),
                ),
                (
                    "volume_raw",
                    models.DecimalField(
                        decimal_places=6, max_digits=12, null=True, verbose_name="raw volume"
                    ),
                ),
                (
                    "intensity_adherence",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="intensity"
                    ),
                ),
                (
                    "composite",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="composite"
                    ),
                ),
                (
                    "exposure",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="exposure"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("on_track", "on track"),
                            ("at_risk", "at risk"),
                            ("off_track", "off track"),
                            ("no_data", "no data"),
                        ],
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("computed_at", models.DateTimeField(verbose_name="computed")),
                ("sealed_at", models.DateTimeField(null=True, verbose_name="sealed")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="athletes.athlete",
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
                    "phase",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="summary",
                        to="athletes.planphase",
                    ),
                ),
            ],
            options={
                "verbose_name": "phase summary",
                "verbose_name_plural": "phase summaries",
            },
        ),
        migrations.CreateModel(
            name="PhaseProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decision", models.CharField(max_length=20, verbose_name="decision")),
                ("reason", models.CharField(max_length=30, verbose_name="reason")),
                ("words", models.TextField(verbose_name="why")),
                ("evidence", models.JSONField(verbose_name="evidence")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waiting"),
                            ("ACCEPTED", "Accepted"),
                            ("DECLINED", "Declined"),
                        ],
                        default="WAITING",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "decided_by",
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
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="athletes.plan",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="athletes.planphase",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "WAITING")),
                        fields=("organization", "plan"),
                        name="proposal_one_waiting_per_plan",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="place")),
                ("ordinal", models.PositiveSmallIntegerField(verbose_name="session")),
                ("slot_key", models.CharField(blank=True, max_length=100, verbose_name="slot")),
                ("rule", models.PositiveSmallIntegerField(verbose_name="rule")),
                ("read", models.CharField(blank=True, max_length=100, verbose_name="read")),
                ("band", models.PositiveSmallIntegerField(null=True, verbose_name="band")),
                ("changes", models.JSONField(verbose_name="changes")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="athletes.athlete",
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
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rule_runs",
                        to="athletes.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule run",
                "verbose_name_plural": "rule runs",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "plan", "position"), name="rule_run_place_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionLog",
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
                ("started_at", models.DateTimeField(verbose_name="started")),
                (
                    "completed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                ),
                ("time_zone", models.CharField(max_length=64, verbose_name="time zone")),
                ("on", models.DateField(verbose_name="day")),
                (
                    "session_rpe",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=3,
                        null=True,
                        verbose_name="how hard was it, 1 to 10",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("rev", models.BigIntegerField(default=0)),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="session_logs",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "logged_by",
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
                    "planned_session",
                    models.OneToOneField(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="log",
                        to="athletes.plannedsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "logged session",
                "verbose_name_plural": "logged sessions",
                "indexes": [models.Index(fields=["athlete", "on"], name="session_log_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "athlete", "id"), name="session_log_athlete_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completed_at", None),
                            ("completed_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="session_log_finishes_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("session_rpe", None), ("session_rpe__range", (0, 10)), _connector="OR"
                        ),
                        name="session_log_rpe_is_0_to_10",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SetLog",
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
                ("exercise_name", models.CharField(max_length=200, verbose_name="exercise")),
                ("position", models.PositiveSmallIntegerField(verbose_name="set number")),
                (
                    "prescribed_reps",
                    models.CharField(blank=True, max_length=20, verbose_name="reps asked"),
                ),
                (
                    "prescribed_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=8,
                        null=True,
                        verbose_name="load asked",
                    ),
                ),
                (
                    "prescribed_rpe",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=4,
                        null=True,
                        verbose_name="RPE asked",
                    ),
                ),
                ("reps", models.PositiveSmallIntegerField(verbose_name="reps")),
                (
                    "load_kg",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=8, null=True, verbose_name="load"
                    ),
                ),
                (
                    "rpe",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=3, null=True, verbose_name="RPE"
                    ),
                ),
                ("is_warmup", models.BooleanField(default=False, verbose_name="warm-up")),
                (
                    "is_accepted",
                    models.BooleanField(default=False, verbose_name="accepted as prescribed"),
                ),
                ("is_to_failure", models.BooleanField(default=False, verbose_name="to failure")),
                (
                    "rest_s",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="rest before, seconds"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("performed_at", models.DateTimeField(verbose_name="performed")),
                (
                    "deleted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back"),
                ),
                ("rev", models.BigIntegerField(default=0)),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "planned_group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="set_logs",
                        to="athletes.plannedgroup",
                    ),
                ),
                (
                    "session_log",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sets",
                        to="athletes.sessionlog",
                    ),
                ),
            ],
            options={
                "verbose_name": "logged set",
                "verbose_name_plural": "logged sets",
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted_at", None)),
                        fields=["athlete", "exercise", "-performed_at"],
                        name="set_by_exercise",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("load_kg", None), ("load_kg__range", (0, 2000)), _connector="OR"
                        ),
                        name="set_load_is_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rpe", None), ("rpe__range", (0, 10)), _connector="OR"),
                        name="set_rpe_is_0_to_10",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reps__lte", 10000)), name="set_reps_are_plausible"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StrengthEstimate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                (
                    "e1rm_kg",
                    models.DecimalField(decimal_places=3, max_digits=9, verbose_name="e1RM"),
                ),
                (
                    "sigma_pct",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, verbose_name="error, percent"
                    ),
                ),
                ("method", models.CharField(max_length=10, verbose_name="method")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strength_estimates",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "set_log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="athletes.setlog",
                    ),
                ),
            ],
            options={
                "verbose_name": "strength estimate",
                "verbose_name_plural": "strength estimates",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "athlete", "exercise", "on"),
                        name="estimate_once_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("e1rm_kg__gt", 0)), name="estimate_is_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeeklyAdherence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due", models.PositiveSmallIntegerField(verbose_name="due")),
                ("attended", models.PositiveSmallIntegerField(verbose_name="attended")),
                ("partial", models.PositiveSmallIntegerField(verbose_name="partial")),
                ("missed", models.PositiveSmallIntegerField(verbose_name="missed")),
                ("moved", models.PositiveSmallIntegerField(verbose_name="moved")),
                ("excused", models.PositiveSmallIntegerField(verbose_name="excused")),
                ("paused", models.PositiveSmallIntegerField(verbose_name="paused")),
                ("pending", models.PositiveSmallIntegerField(verbose_name="pending")),
                ("extra", models.PositiveSmallIntegerField(verbose_name="extra")),
                ("sets_done", models.PositiveIntegerField(verbose_name="sets done")),
                ("sets_prescribed", models.PositiveIntegerField(verbose_name="sets asked")),
                ("volume_credit", models.DecimalField(decimal_places=9, max_digits=18)),
                ("volume_raw_credit", models.DecimalField(decimal_places=9, max_digits=18)),
                ("compliant", models.PositiveIntegerField(verbose_name="sets on target")),
                ("evaluable", models.PositiveIntegerField(verbose_name="sets with a target")),
                (
                    "longest_missed_run",
                    models.PositiveSmallIntegerField(verbose_name="longest run missed"),
                ),
                ("is_interrupted", models.BooleanField(verbose_name="interrupted")),
                (
                    "session_adherence",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="sessions"
                    ),
                ),
                (
                    "set_adherence",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="sets"
                    ),
                ),
                (
                    "volume_adherence",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="volume"
                    ),
                ),
                (
                    "volume_raw",
                    models.DecimalField(
                        decimal_places=6, max_digits=12, null=True, verbose_name="raw volume"
                    ),
                ),
                (
                    "intensity_adherence",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="intensity"
                    ),
                ),
                (
                    "composite",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="composite"
                    ),
                ),
                (
                    "exposure",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="exposure"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("on_track", "on track"),
                            ("at_risk", "at risk"),
                            ("off_track", "off track"),
                            ("no_data", "no data"),
                        ],
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("computed_at", models.DateTimeField(verbose_name="computed")),
                ("sealed_at", models.DateTimeField(null=True, verbose_name="sealed")),
                ("week_on", models.DateField(verbose_name="week of")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weekly_adherence",
                        to="athletes.athlete",
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
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weekly_adherence",
                        to="athletes.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "weekly adherence",
                "verbose_name_plural": "weekly adherence",
                "indexes": [
                    models.Index(
                        fields=["organization", "athlete", "-week_on"],
                        name="weekly_adherence_newest",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "plan", "week_on"), name="weekly_adherence_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="absence_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("organization", "="),
                    ("athlete", "="),
                    (athletes.ranges.DayRange("from_on", "to_on", models.Value("[]")), "&&"),
                ],
                name="absence_does_not_overlap",
            ),
        ),
        migrations.AddIndex(
            model_name="plannedsession",
            index=models.Index(fields=["athlete", "scheduled_on"], name="session_by_day"),
        ),
        migrations.AddConstraint(
            model_name="plannedsession",
            constraint=models.UniqueConstraint(
                fields=("organization", "athlete", "id"), name="session_athlete_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedsession",
            constraint=models.UniqueConstraint(
                fields=("plan", "ordinal", "organization"), name="session_place_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="athlete",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "athletes_athleteevent" ("created_at", "email", "id", "is_archived", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "units", "user_id", "version", "week_start") VALUES (NEW."created_at", NEW."email", NEW."id", NEW."is_archived", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."time_zone", NEW."units", NEW."user_id", NEW."version", NEW."week_start"); RETURN NULL;',
                    hash="bf83aae44daea7fbc13d571c124a58866fde670f",
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
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_archived" IS DISTINCT FROM (NEW."is_archived") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."units" IS DISTINCT FROM (NEW."units") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."week_start" IS DISTINCT FROM (NEW."week_start"))',
                    func='INSERT INTO "athletes_athleteevent" ("created_at", "email", "id", "is_archived", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "units", "user_id", "version", "week_start") VALUES (NEW."created_at", NEW."email", NEW."id", NEW."is_archived", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."time_zone", NEW."units", NEW."user_id", NEW."version", NEW."week_start"); RETURN NULL;',
                    hash="6e783e6708ebd8c5d4d2a258140c29aefd3bd610",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3feb5",
                    table="athletes_athlete",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="absence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "athletes_absenceevent" ("athlete_id", "effect", "from_on", "id", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_on") VALUES (NEW."athlete_id", NEW."effect", NEW."from_on", NEW."id", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."to_on"); RETURN NULL;',
                    hash="576c495fdfb30e598240c653cba688e9ec87ce6c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7a48c",
                    table="athletes_absence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="absence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "athletes_absenceevent" ("athlete_id", "effect", "from_on", "id", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_on") VALUES (NEW."athlete_id", NEW."effect", NEW."from_on", NEW."id", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."to_on"); RETURN NULL;',
                    hash="2a29b9ba5c0f587ecc87bb082489436e5bcf9c2d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3c242",
                    table="athletes_absence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="engagement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "athletes_engagementevent" ("athlete_id", "ended_at", "id", "membership_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at") VALUES (NEW."athlete_id", NEW."ended_at", NEW."id", NEW."membership_id", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."started_at"); RETURN NULL;',
                    hash="7a5d46368632e63a5f14c275a65602df115edb73",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3766c",
                    table="athletes_engagement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="engagement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "athletes_engagementevent" ("athlete_id", "ended_at", "id", "membership_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at") VALUES (NEW."athlete_id", NEW."ended_at", NEW."id", NEW."membership_id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."started_at"); RETURN NULL;',
                    hash="18a1da649a6e133affe4d82e1d220a1ace0c3ce4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c970c",
                    table="athletes_engagement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmentprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "athletes_equipmentprofileevent" ("athlete_id", "bar_kg", "collars_kg", "dumbbells_kg", "has_barbell", "has_machines", "id", "machine_step_kg", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plate_pairs", "version") VALUES (NEW."athlete_id", NEW."bar_kg", NEW."collars_kg", NEW."dumbbells_kg", NEW."has_barbell", NEW."has_machines", NEW."id", NEW."machine_step_kg", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plate_pairs", NEW."version"); RETURN NULL;',
                    hash="922d236c99505c70b841873ff1b6efe0212fe47b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b241d",
                    table="athletes_equipmentprofile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmentprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "athletes_equipmentprofileevent" ("athlete_id", "bar_kg", "collars_kg", "dumbbells_kg", "has_barbell", "has_machines", "id", "machine_step_kg", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plate_pairs", "version") VALUES (NEW."athlete_id", NEW."bar_kg", NEW."collars_kg", NEW."dumbbells_kg", NEW."has_barbell", NEW."has_machines", NEW."id", NEW."machine_step_kg", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plate_pairs", NEW."version"); RETURN NULL;',
                    hash="585f2e2743bb3f0d93a3f7a1bd12b40dc14327e1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5862b",
                    table="athletes_equipmentprofile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "athletes_planevent" ("asks_before_advancing", "assigned_at", "assigned_by_id", "athlete_id", "due_at", "ended_on", "failures", "id", "last_error", "organization_id", "overrides", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_seq", "program_version_id", "quarantined_at", "retry_at", "roll_mode", "starts_on", "status", "time_zone", "transition_count", "version", "weekdays", "zone_table") VALUES (NEW."asks_before_advancing", NEW."assigned_at", NEW."assigned_by_id", NEW."athlete_id", NEW."due_at", NEW."ended_on", NEW."failures", NEW."id", NEW."last_error", NEW."organization_id", NEW."overrides", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase_seq", NEW."program_version_id", NEW."quarantined_at", NEW."retry_at", NEW."roll_mode", NEW."starts_on", NEW."status", NEW."time_zone", NEW."transition_count", NEW."version", NEW."weekdays", NEW."zone_table"); RETURN NULL;',
                    hash="241587d5d420edd5633ea804b67c48d090b4366c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c684c",
                    table="athletes_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."asks_before_advancing" IS DISTINCT FROM (NEW."asks_before_advancing") OR OLD."overrides" IS DISTINCT FROM (NEW."overrides") OR OLD."roll_mode" IS DISTINCT FROM (NEW."roll_mode") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."weekdays" IS DISTINCT FROM (NEW."weekdays"))',
                    func='INSERT INTO "athletes_planevent" ("asks_before_advancing", "assigned_at", "assigned_by_id", "athlete_id", "due_at", "ended_on", "failures", "id", "last_error", "organization_id", "overrides", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_seq", "program_version_id", "quarantined_at", "retry_at", "roll_mode", "starts_on", "status", "time_zone", "transition_count", "version", "weekdays", "zone_table") VALUES (NEW."asks_before_advancing", NEW."assigned_at", NEW."assigned_by_id", NEW."athlete_id", NEW."due_at", NEW."ended_on", NEW."failures", NEW."id", NEW."last_error", NEW."organization_id", NEW."overrides", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase_seq", NEW."program_version_id", NEW."quarantined_at", NEW."retry_at", NEW."roll_mode", NEW."starts_on", NEW."status", NEW."time_zone", NEW."transition_count", NEW."version", NEW."weekdays", NEW."zone_table"); RETURN NULL;',
                    hash="89d6d7a9a7e97f8156e9322ae269f1550327e8a4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3438d",
                    table="athletes_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "athletes_planevent" ("asks_before_advancing", "assigned_at", "assigned_by_id", "athlete_id", "due_at", "ended_on", "failures", "id", "last_error", "organization_id", "overrides", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_seq", "program_version_id", "quarantined_at", "retry_at", "roll_mode", "starts_on", "status", "time_zone", "transition_count", "version", "weekdays", "zone_table") VALUES (OLD."asks_before_advancing", OLD."assigned_at", OLD."assigned_by_id", OLD."athlete_id", OLD."due_at", OLD."ended_on", OLD."failures", OLD."id", OLD."last_error", OLD."organization_id", OLD."overrides", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phase_seq", OLD."program_version_id", OLD."quarantined_at", OLD."retry_at", OLD."roll_mode", OLD."starts_on", OLD."status", OLD."time_zone", OLD."transition_count", OLD."version", OLD."weekdays", OLD."zone_table"); RETURN NULL;',
                    hash="c089a66ec4bcb65383a53983ed10b2bb8dca7f5f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_52118",
                    table="athletes_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchorvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="anchor_value_is_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "name", "value", "source", "plan_id", "athlete_id" rows from % table\', TG_TABLE_NAME;',
                    hash="345cfa5318ceb3d6909c184545f24c4ef0e8ae2f",
                    operation='UPDATE OF "name", "value", "source", "plan_id", "athlete_id"',
                    pgid="pgtrigger_anchor_value_is_append_only_10630",
                    table="athletes_anchorvalue",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="phasetransition",
            trigger=pgtrigger.compiler.Trigger(
                name="transition_is_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "decision", "reason", "evidence", "due_at", "applied_at", "sequence", "plan_id" rows from % table\', TG_TABLE_NAME;',
                    hash="0298aed2f78566476804215bc576136335abc0b6",
                    operation='UPDATE OF "decision", "reason", "evidence", "due_at", "applied_at", "sequence", "plan_id"',
                    pgid="pgtrigger_transition_is_append_only_eaae7",
                    table="athletes_phasetransition",
                    when="BEFORE",
                ),
            ),
        ),
    ]
