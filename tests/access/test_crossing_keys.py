"""What the database itself refuses: each key that leads to another organization or athlete."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from coaching.accounts.models import Membership
from tests import make
from tests.access.constraint_rows import Rows, another, build_rows

pytestmark = pytest.mark.django_db

MIGRATIONS = [
    import_module(f"{package}.migrations.{name}")
    for package, name in (
        ("programs", "0002_tenant_keys"),
        ("programs", "0003_typed_sheets"),
        ("athletes", "0002_tenant_keys"),
        ("athletes", "0009_correction_tenant_keys"),
        ("athletes", "0013_plan_ramps"),
        ("athletes", "0015_sync"),
        ("athletes", "0019_comments"),
        ("athletes", "0020_reminders"),
        ("athletes", "0023_push"),
        ("athletes", "0019_first_run"),
        ("athletes", "0025_photos"),
        ("athletes", "0029_schedule_changes"),
        ("athletes", "0031_plan_deltas"),
        ("athletes", "0033_calendar_feed"),
        ("coaching", "0002_tenant_keys"),
        ("coaching", "0005_coach_notes"),
        ("coaching", "0006_report_drafts"),
        ("coaching", "0004_attention_marks"),
        ("coaching", "0007_roster_tags_and_views"),
    )
]
MODELS = {model._meta.db_table: model for model in apps.get_models()}
# name, model, columns; the last column is the key, those before it say whose it must be.
KEYS = [
    (module.constraint(table, columns), MODELS[table], columns.split(", "))
    for module in MIGRATIONS
    for table, columns, _, _ in module.KEYS
]
OF_ONE_ATHLETE = [key for key in KEYS if "athlete_id" in key[2][:-1]]
TENANT_MODELS = sorted({model for _, model, _ in KEYS}, key=lambda model: model.__name__)


def names(keys: list[Any]) -> list[str]:
    return [name for name, _, _ in keys]


def all_of(model: type[Model]) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by("pk").values())


def key_of(rows: Rows, model: type[Model], column: str) -> Any:
    """Return the key that a row of the others has; free to be taken when it may be had once."""
    row = rows[model]
    if model._meta.get_field(column).unique:
        row.delete()
    key = getattr(row, column)
    # A row that names one of several things names another one then.
    return key or rows[model._meta.get_field(column).related_model].pk


def refuse(rows: Rows, others: Rows, *, name: str, model: type[Model], column: str) -> None:
    with transaction.atomic():
        another(rows, model)
        transaction.set_rollback(True)
    key = key_of(others, model, column)
    before = all_of(model)

    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        another(rows, model, **{column: key})

    assert all_of(model) == before


@pytest.mark.parametrize(("name", "model", "columns"), KEYS, ids=names(KEYS))
def test_key_into_another_organization_is_refused(
    name: str, model: type[Model], columns: list[str]
) -> None:
    refuse(build_rows(), build_rows(), name=name, model=model, column=columns[-1])


@pytest.mark.parametrize(("name", "model", "columns"), OF_ONE_ATHLETE, ids=names(OF_ONE_ATHLETE))
def test_key_to_another_athlete_of_the_gym_is_refused(
    name: str, model: type[Model], columns: list[str]
) -> None:
    rows = build_rows()
    neighbor = make.athlete(coach=rows[Membership], user=make.user(), email="ben@example.com")

    refuse(rows, build_rows(athlete=neighbor), name=name, model=model, column=columns[-1])


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model.__name__)
def test_row_moved_to_another_organization_is_refused(model: type[Model]) -> None:
    rows = build_rows()
    abroad = make.organization()
    before = all_of(model)

    with pytest.raises(IntegrityError, match="_tenant"), transaction.atomic():
        model._default_manager.filter(pk=rows[model].pk).update(organization=abroad)

    assert all_of(model) == before


def test_every_key_of_several_columns_is_tried() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND cardinality(conkey) > 1"
        )
        found = sorted(name for (name,) in cursor.fetchall())

    assert found == sorted(names(KEYS))
