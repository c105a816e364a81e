"""Rows of everything somebody has, and a mark in each text of them by which a leak is found."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import (
    BigAutoField,
    CharField,
    EmailField,
    F,
    Field,
    JSONField,
    Model,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat

from athletes.models import Athlete, Job
from coaching.accounts.models import Membership, Organization, User
from programs.models import ExerciseAlias, Substitution
from tests import make
from tests.access.api_rows import draft_of
from tests.access.constraint_rows import build_rows

Keys = Mapping[type[Model], tuple[Any, ...]]

OUR_PACKAGES = ("accounts", "athletes", "coaching", "programs")
# Words that the code itself reads: a page of who may see the row would break on another one.
CODES = frozenset(
    [
        "anchor",
        "asked_reps",
        "auth",
        "body",
        "code",
        "competition_family",
        "content_hash",
        "decision",
        "endpoint",
        "entity",
        "entity_id",
        "equipment",
        "excused_for",
        "file_name",
        "goal",
        "goals",
        "intent",
        "key",
        "kind",
        "locale",
        "mechanic",
        "method",
        "movement_pattern",
        "p256dh",
        "password",
        "prescribed_reps",
        "read",
        "report",
        "reps",
        "role",
        "slot_key",
        "tempo",
        "time_zone",
        "token_hash",
        "zone_table",
    ]
)
MARK = re.compile(r"zqx\d{3}")
# Numbers that stand for nothing else, so that an id in a page is known for whose it is.
APART = 600_000_000
NUMBER = re.compile(r"(?<!\d)[67]\d{8}(?!\d)")


@dataclass(frozen=True, slots=True)
class Holdings:
    """A coach, an athlete of theirs, and the ids of the rows that are at stake, by model."""

    coach: Membership
    athlete: Athlete
    keys: Keys

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(str(key) for keys in self.keys.values() for key in keys)


def tenant_models() -> list[type[Model]]:
    """Return the models whose rows belong to one organization or one of its athletes."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OUR_PACKAGES
        and not hasattr(model, "pgh_tracked_model")
        and {"organization", "athlete"} & {field.name for field in model._meta.fields}
    ]


def holdings_of(coach: Membership, *, only_of_athlete: bool = False) -> Holdings:
    """Give the coach an athlete and a row of every kind; tell them all, or the athlete's alone."""
    athlete = make.athlete(coach=coach, user=make.user(), email=f"{coach.pk}@example.com")
    home = coach.organization
    build_rows(athlete=athlete)
    athlete.plans.update(transition_count=F("transition_count") + 1)
    draft_of(athlete.plans.get().program_version)
    exercise = make.exercise(organization=home)
    ExerciseAlias.objects.create(organization=home, exercise=exercise, name=f"alias {exercise.pk}")
    Substitution.objects.create(exercise=exercise, substitute=make.exercise(), rank=1)
    if not Job.objects.filter(organization=home).exists():
        Job.objects.create(organization=home, owner=coach.user, kind="export", created_at=make.NOW)
    rows = {model: _rows_of(model, athlete) for model in tenant_models()}
    rows[Athlete] = Athlete.objects.filter(pk=athlete.pk)
    rows[User] = User.objects.filter(pk=athlete.user_id)
    if not only_of_athlete:
        rows |= {model: _rows_in(model, home) for model, found in rows.items() if found is None}
        rows[User] = User.objects.filter(pk__in=[athlete.user_id, coach.user_id])
        rows[Organization] = Organization.objects.filter(pk=home.pk)
    keys = {
        model: tuple(found.order_by("pk").values_list("pk", flat=True))
        for model, found in rows.items()
        if found is not None
    }
    return Holdings(coach=coach, athlete=athlete, keys=keys)


@contextmanager
def apart() -> Iterator[None]:
    """Let the block's rows count from far off, each kind from a place of its own."""
    former = [_count_from(model, None) for model in _counted()]
    for place, model in enumerate(_counted()):
        _count_from(model, APART + place * 1_000_000)
    yield
    # Sequences stay where they are when a test's rows are taken back.
    for model, number in zip(_counted(), former, strict=True):
        _count_from(model, number)


def _counted() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OUR_PACKAGES and isinstance(model._meta.pk, BigAutoField)
    ]


def _count_from(model: type[Model], number: int | None) -> int:
    """Set the next id of a kind; the next there is for None."""
    of = [model._meta.db_table, model._meta.pk.column]
    with connection.cursor() as cursor:
        if number is None:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s))", of)
        else:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s, false)", [*of, number]
            )
        return int(cursor.fetchone()[0])


def plant(holdings: Holdings, *, with_codes: bool = True) -> dict[str, str]:
    """Mark each text of the rows; tell what each mark stands in."""
    marks: dict[str, str] = {}
    for model, keys in holdings.keys.items():
        for field in _texts(model, with_codes=with_codes):
            mark = f"zqx{len(marks):03d}"
            if _is_marked(model._default_manager.filter(pk__in=keys), field, mark=mark):
                marks[mark] = f"{model.__name__}.{field.name}"
    return marks


def _texts(model: type[Model], *, with_codes: bool) -> list[Field]:
    return [
        field
        for field in model._meta.fields
        if isinstance(field, (CharField, TextField, JSONField))
        and not (field.choices or field.primary_key)
        and (with_codes or (field.name not in CODES and not isinstance(field, JSONField)))
    ]


def _is_marked(rows: QuerySet, field: Field, *, mark: str) -> bool:
    """Write the mark and the row's id, so that what is unique stays so; False where it can't be."""
    tail = "@example.com" if isinstance(field, EmailField) else ""
    value: Any = Concat(Value(f"{mark}-"), Cast("pk", CharField()), Value(tail))
    if isinstance(field, JSONField):
        value = [mark]
    elif field.max_length and field.max_length < 60:
        value = mark[: field.max_length]
    try:
        with transaction.atomic(), pgtrigger.ignore():
            return bool(rows.update(**{field.name: value}))
    except DatabaseError:
        return False


def _rows_of(model: type[Model], athlete: Athlete) -> QuerySet | None:
    names = {field.name for field in model._meta.fields}
    return model._default_manager.filter(athlete=athlete) if "athlete" in names else None


def _rows_in(model: type[Model], home: Organization) -> QuerySet:
    return model._default_manager.filter(organization=home)
