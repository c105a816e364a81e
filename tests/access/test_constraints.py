"""What the database itself refuses: each named constraint with an accepted and a refused row."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Model

from athletes.models import (
    AnchorValue,
    PhaseTransition,
)
from coaching.models import ReportDraft
from programs.models import ProgramVersion
from tests import make
from tests.access.constraint_cases import CASES, Case
from tests.access.constraint_rows import another, build_rows

pytestmark = pytest.mark.django_db

OUR_PACKAGES = ("accounts", "athletes", "coaching", "programs")
OF_PROGRAMS = Path(__file__).resolve().parents[1] / "programs" / "test_constraints.py"
DAY = timedelta(days=1)

# Rows that keep what they say, with each column that they keep.
KEPT = [
    (PhaseTransition, "transition_is_append_only", "decision", "HOLD"),
    (PhaseTransition, "transition_is_append_only", "reason", "another"),
    (PhaseTransition, "transition_is_append_only", "evidence", {"another": 1}),
    (PhaseTransition, "transition_is_append_only", "due_at", make.NOW + DAY),
    (PhaseTransition, "transition_is_append_only", "applied_at", make.NOW + DAY),
    (PhaseTransition, "transition_is_append_only", "sequence", 2),
    (PhaseTransition, "transition_is_append_only", "plan_id", None),
    (PhaseTransition, "transition_is_undone_once", "undone_at", make.NOW + DAY),
    (AnchorValue, "anchor_value_is_append_only", "name", "tm:bench"),
    (AnchorValue, "anchor_value_is_append_only", "value", Decimal(101)),
    (AnchorValue, "anchor_value_is_append_only", "source", "RULE"),
    (AnchorValue, "anchor_value_is_append_only", "plan_id", None),
    (AnchorValue, "anchor_value_is_append_only", "athlete_id", None),
    (ProgramVersion, "published_version_is_frozen", "status", "DRAFT"),
    (ProgramVersion, "published_version_is_frozen", "body", "{}"),
    (ProgramVersion, "published_version_is_frozen", "content_hash", "0" * 64),
    (ProgramVersion, "published_version_is_frozen", "number", 2),
    (ProgramVersion, "published_version_is_frozen", "template_id", None),
    (ProgramVersion, "published_version_is_frozen", "published_at", make.NOW + DAY),
    (ProgramVersion, "published_version_is_frozen", "acknowledged", [{}]),
    (ReportDraft, "approved_report_is_frozen", "report", {"another": 1}),
    (ReportDraft, "approved_report_is_frozen", "words", "another"),
    (ReportDraft, "approved_report_is_frozen", "language", "de"),
    (ReportDraft, "approved_report_is_frozen", "units", "lb"),
    (ReportDraft, "approved_report_is_frozen", "approved_at", make.NOW + DAY),
]
# What the same rows let change: words are put right, people and their accounts go.
CHANGEABLE = {
    PhaseTransition: {"words": "Put right.", "decided_by": None, "undone_by": None},
    AnchorValue: {"reason": "Put right.", "effective_ordinal": 2, "set_by": None},
    ProgramVersion: {"notes": "Put right.", "published_by": None, "created_by": None},
    ReportDraft: {"paper": "us-letter", "approved_by": None, "link_revoked_at": make.NOW},
}


def ours() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OUR_PACKAGES and not hasattr(model, "pgh_tracked_model")
    ]


def all_of(model: type[Model]) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by("pk").values())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_constraint_accepts_one_row_and_refuses_the_other(case: Case) -> None:
    rows = build_rows()

    with transaction.atomic():
        another(rows, case.model, **case.accepted(rows))
        transaction.set_rollback(True)
    before = all_of(case.model)
    with pytest.raises(IntegrityError, match=f'"{case.name}'), transaction.atomic():
        another(rows, case.model, **case.refused(rows))

    assert all_of(case.model) == before


@pytest.mark.parametrize(("model", "trigger", "column", "value"), KEPT)
def test_kept_row_refuses_another_value(
    model: type[Model], trigger: str, column: str, value: object
) -> None:
    build_rows()
    before = all_of(model)

    with pytest.raises(ProgrammingError, match=f"pgtrigger_{trigger}_"), transaction.atomic():
        model._default_manager.update(**{column: value})

    assert len(before) == 1
    assert all_of(model) == before


@pytest.mark.parametrize("model", CHANGEABLE)
def test_kept_row_accepts_words_and_people(model: type[Model]) -> None:
    build_rows()

    assert model._default_manager.update(**CHANGEABLE[model]) == 1


@pytest.mark.parametrize("model", CHANGEABLE)
def test_every_kept_column_has_its_case(model: type[Model]) -> None:
    triggers = [one for one in model._meta.triggers if isinstance(one, pgtrigger.Protect)]

    assert sorted((one.name, column) for one in triggers for column in one.operation.columns) == (
        sorted((trigger, column) for kept, trigger, column, _ in KEPT if kept is model)
    )


def test_every_constraint_and_protecting_trigger_has_its_case() -> None:
    of_programs = OF_PROGRAMS.read_text(encoding="utf-8")
    tried = {case.name for case in CASES} | {trigger for _, trigger, _, _ in KEPT}

    named = {constraint.name for model in ours() for constraint in model._meta.constraints}
    unique = {
        f"{model._meta.db_table}_{field.column}"
        for model in ours()
        for field in model._meta.local_fields
        if field.unique and not field.primary_key
    }
    protecting = {
        trigger.name
        for model in ours()
        for trigger in getattr(model._meta, "triggers", ())
        if isinstance(trigger, pgtrigger.Protect)
    }

    # A row with a taken (organization, id) falls over its primary key first: such keys are there
    # for the foreign keys that point at them, which test_crossing_keys.py tries.
    untried = (named | unique | protecting) - tried - pointed_at()
    assert [name for name in sorted(untried) if name not in of_programs] == []
    assert tried - named - unique - protecting == set()


def pointed_at() -> set[str]:
    """Return the unique keys of several columns that foreign keys point at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.relname FROM pg_constraint c JOIN pg_class i ON i.oid = c.conindid"
            " WHERE c.contype = 'f' AND cardinality(c.conkey) > 1"
        )
        return {name for (name,) in cursor.fetchall()}
