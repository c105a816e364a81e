"""The database refuses keys that cross organizations or athletes."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from athletes.models import Absence, Engagement
from tests import make

pytestmark = pytest.mark.django_db

# Sets are the most rows by far: a second unique key on them, which a tenant key needs, would be
# paid with every set logged. Their ids are unique everywhere; the database asks for a plain key.
PLAIN = {("athletes_comment", "set_log_id")}


def test_every_unconstrained_foreign_key_has_a_tenant_key() -> None:
    unconstrained = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.fields
        if field.remote_field and not field.db_constraint and model._meta.managed
        if not model.__name__.endswith("Event")
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.relname, a.attname FROM pg_constraint c"
            " JOIN pg_class t ON t.oid = c.conrelid"
            " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)"
            " WHERE c.contype = 'f' AND cardinality(c.conkey) > 1"
        )
        paired = set(cursor.fetchall())

    assert unconstrained - paired == PLAIN


def test_engagement_with_a_coach_of_another_organization_is_refused() -> None:
    athlete = make.athlete()
    stranger = make.membership()

    with pytest.raises(IntegrityError, match="membership_id_tenant"), transaction.atomic():
        Engagement.objects.create(
            organization=athlete.organization,
            athlete=athlete,
            membership=stranger,
            started_at=make.NOW,
        )

    assert not Engagement.objects.exists()


def test_absences_that_share_a_day_are_refused() -> None:
    athlete = make.athlete()
    week = {"organization": athlete.organization, "athlete": athlete, "reason": "TRAVEL"}
    Absence.objects.create(from_on=make.MONDAY, to_on=make.MONDAY, **week)

    with pytest.raises(IntegrityError, match="absence_does_not_overlap"), transaction.atomic():
        Absence.objects.create(from_on=make.MONDAY, to_on=None, **week)

    assert Absence.objects.count() == 1
