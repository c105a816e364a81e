"""Triggers ask whether they are ignored without an error to catch."""

import pgtrigger
import pytest
from django.db import connection

from athletes.models import SummaryMark
from tests.athletes.plans_by_hand import make_plan

pytestmark = pytest.mark.django_db


def _said() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW pgtrigger.ignore")
        (said,) = cursor.fetchone()
    return str(said)


def test_connections_say_that_no_trigger_is_ignored() -> None:
    assert _said() == "{}"


def test_trigger_ignored_for_a_while_works_afterwards() -> None:
    plan = make_plan("hypertrophy")
    SummaryMark.objects.all().delete()

    with pgtrigger.ignore("athletes.PlanPhase:phase_marks_summaries"):
        plan.phases.update(ends_on=plan.starts_on)
    ignored = SummaryMark.objects.count()
    plan.phases.update(starts_on=plan.starts_on)

    assert (ignored, SummaryMark.objects.count()) == (0, 1)
