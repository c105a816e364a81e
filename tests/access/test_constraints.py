"""What the database itself refuses: each named constraint with an accepted and a refused row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Model

from athletes.models import (
    Absence,
    AdherenceCorrection,
    AnchorValue,
    Athlete,
    CheckIn,
    Comment,
    Engagement,
    EquipmentProfile,
    KnownMax,
    Measurement,
    Outbox,
    PhaseProposal,
    PhaseSummary,
    PhaseTransition,
    Photo,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    PlanRamp,
    PushSubscription,
    Reminder,
    RuleRun,
    SessionLog,
    SetLog,
    SlotChoice,
    StrengthEstimate,
    SyncOperation,
    WeeklyAdherence,
)
from coaching.accounts.models import Membership, Organization, User
from coaching.models import Invitation, KeptAnswer
from programs.models import ProgramVersion
from tests import make
from tests.access.constraint_rows import Rows, another, build_rows

pytestmark = pytest.mark.django_db

OUR_PACKAGES = ("accounts", "athletes", "coaching", "programs")
OF_PROGRAMS = Path(__file__).resolve().parents[1] / "programs" / "test_constraints.py"
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
LEAST = Decimal("0.001")
TOTALS = {
    **dict.fromkeys(("sets_prescribed", "sets_done", "volume_credit", "volume_raw_credit"), 3),
    **dict.fromkeys(("evaluable", "compliant"), 2),
}


def same(model: type[Model], *fields: str) -> Callable[[Rows], dict[str, Any]]:
    """Return what makes a second row the same as the first in these fields."""
    return lambda rows: {name: getattr(rows[model], name) for name in fields}


def nothing(rows: Rows) -> dict[str, Any]:
    return {}


def of(**fields: Any) -> Callable[[Rows], dict[str, Any]]:
    return lambda rows: fields


def open_twice(rows: Rows) -> dict[str, Any]:
    PhaseProposal.objects.filter(pk=rows[PhaseProposal].pk).update(status="OPEN")
    return {"status": "OPEN"}


@dataclass(frozen=True, slots=True)
class Case:
    """A constraint, and what a second row says to be refused and, just inside, accepted."""

    name: str
    model: type[Model]
    refused: Callable[[Rows], dict[str, Any]]
    accepted: Callable[[Rows], dict[str, Any]] = nothing

    def __str__(self) -> str:
        return self.name


CASES = [
    Case("accounts_user_email", User, same(User, "email")),
    Case("user_email_is_lower_case", User, of(email="Ana@example.com"), of(email="ana@x.example")),
    Case("organization_week_start_is_a_weekday", Organization, of(week_start=7), of(week_start=6)),
    Case("membership_once_per_organization", Membership, same(Membership, "user")),
    Case("athlete_once_per_organization", Athlete, same(Athlete, "user")),
    Case(
        "athlete_email_once_per_organization",
        Athlete,
        lambda rows: {"email": rows[Athlete].email.upper()},
        of(email=""),
    ),
    Case("athlete_shares_photos_that_are_kept", Athlete, of(keeps_photos=False)),
    Case("photo_once_a_day_and_pose", Photo, same(Photo, "pose")),
    Case("photo_has_files_of_its_own", Photo, same(Photo, "file_name")),
    Case("photo_file_name_is_random", Photo, of(file_name="/" * 32), of(file_name="0" * 32)),
    Case("athlete_week_start_is_a_weekday", Athlete, of(week_start=7), of(week_start=6)),
    Case("engagement_one_open_per_coach", Engagement, of(ended_at=None)),
    Case(
        "engagement_ends_after_it_starts",
        Engagement,
        of(ended_at=make.NOW - SECOND),
        of(ended_at=make.NOW),
    ),
    Case(
        "athletes_equipmentprofile_athlete_id", EquipmentProfile, same(EquipmentProfile, "athlete")
    ),
    Case(
        "equipment_weights_are_not_negative",
        EquipmentProfile,
        of(machine_step_kg=0),
        of(bar_kg=0, collars_kg=0, machine_step_kg=LEAST),
    ),
    Case("equipment_weights_are_not_negative", EquipmentProfile, of(bar_kg=-LEAST), of(bar_kg=0)),
    Case(
        "equipment_weights_are_not_negative",
        EquipmentProfile,
        of(collars_kg=-LEAST),
        of(collars_kg=0),
    ),
    Case(
        "absence_ends_after_it_starts",
        Absence,
        of(from_on=make.MONDAY - DAY, to_on=make.MONDAY - 2 * DAY),
        of(from_on=make.MONDAY - DAY, to_on=make.MONDAY - DAY),
    ),
    Case(
        "absence_does_not_overlap",
        Absence,
        of(from_on=make.MONDAY + DAY, to_on=None),
        of(from_on=make.MONDAY + 2 * DAY, to_on=None),
    ),
    Case("check_in_once_a_day", CheckIn, same(CheckIn, "on")),
    Case("check_in_readiness_is_1_to_5", CheckIn, of(readiness=0), of(readiness=1)),
    Case("check_in_readiness_is_1_to_5", CheckIn, of(readiness=6), of(readiness=5)),
    Case("check_in_sleep_is_1_to_5", CheckIn, of(sleep=0), of(sleep=1)),
    Case("check_in_sleep_is_1_to_5", CheckIn, of(sleep=6), of(sleep=5)),
    Case("check_in_soreness_is_1_to_5", CheckIn, of(soreness=0), of(soreness=1)),
    Case("check_in_soreness_is_1_to_5", CheckIn, of(soreness=6), of(soreness=5)),
    Case("check_in_pain_is_0_to_10", CheckIn, of(pain_severity=11), of(pain_severity=10)),
    Case("known_max_once_an_exercise", KnownMax, same(KnownMax, "exercise_id")),
    Case("known_max_is_positive", KnownMax, of(max_kg=0), of(max_kg=LEAST)),
    Case("measurement_once_a_day", Measurement, same(Measurement, "site")),
    Case("measurement_is_positive", Measurement, of(around_cm=0), of(around_cm=1)),
    Case(
        "check_in_body_weight_is_positive", CheckIn, of(body_weight_kg=0), of(body_weight_kg=LEAST)
    ),
    Case(
        "comment_is_on_a_session_or_a_phase",
        Comment,
        lambda rows: {"phase": rows[PlanPhase], "planned_session": rows[PlannedSession]},
        lambda rows: {"phase": rows[PlanPhase]},
    ),
    Case("reminder_once_per_athlete", Reminder, same(Reminder, "athlete")),
    Case(
        "push_subscription_once_per_athlete", PushSubscription, same(PushSubscription, "endpoint")
    ),
    Case("reminder_is_not_in_quiet_hours", Reminder, of(at=time(6, 59)), of(at=time(7))),
    Case("reminder_is_not_in_quiet_hours", Reminder, of(at=time(21)), of(at=time(20, 59))),
    Case(
        "reminder_is_not_in_quiet_hours",
        Reminder,
        of(quiet_from=time(8), quiet_to=time(9)),
        of(quiet_from=time(8), quiet_to=time(8)),
    ),
    Case("comment_says_something", Comment, of(text=""), of(text="x")),
    Case("plan_one_running_per_athlete", Plan, of(status="PAUSED"), of(status="COMPLETED")),
    Case("plan_one_running_per_athlete", Plan, of(status="ACTIVE"), of(status="ENDED")),
    Case("plan_due_only_while_active", Plan, of(due_at=make.NOW), of(due_at=None)),
    Case("plan_confirms_within_a_week", Plan, of(confirms_after_h=0), of(confirms_after_h=1)),
    Case("plan_confirms_within_a_week", Plan, of(confirms_after_h=169), of(confirms_after_h=168)),
    Case("phase_number_once", PlanPhase, same(PlanPhase, "seq")),
    Case(
        "phase_ends_after_it_starts",
        PlanPhase,
        of(starts_on=make.MONDAY + 60 * DAY, ends_on=make.MONDAY + 59 * DAY),
        of(starts_on=make.MONDAY + 60 * DAY, ends_on=make.MONDAY + 60 * DAY),
    ),
    Case(
        "phase_does_not_overlap",
        PlanPhase,
        lambda rows: {"starts_on": rows[PlanPhase].ends_on},
        lambda rows: {"starts_on": rows[PlanPhase].ends_on + DAY},
    ),
    Case("transition_fence", PhaseTransition, same(PhaseTransition, "sequence")),
    Case(
        "proposal_one_waiting_per_plan", PhaseProposal, of(status="WAITING"), of(status="ACCEPTED")
    ),
    Case(
        "proposal_one_open_per_phase",
        PhaseProposal,
        open_twice,
        of(status="OPEN"),
    ),
    Case("session_place_once", PlannedSession, same(PlannedSession, "ordinal")),
    Case("group_place_once", PlannedGroup, same(PlannedGroup, "position")),
    Case(
        "group_tallies_fit_its_sets", PlannedGroup, of(sets_credited=4), of(sets_credited=3, sets=3)
    ),
    Case(
        "group_tallies_fit_its_sets",
        PlannedGroup,
        of(compliant=2, evaluable=1),
        of(compliant=1, evaluable=1),
    ),
    Case(
        "group_tallies_fit_its_sets",
        PlannedGroup,
        of(compliant=0, evaluable=4),
        of(compliant=0, evaluable=3),
    ),
    Case("group_load_is_not_negative", PlannedGroup, of(load_kg=-LEAST), of(load_kg=0)),
    Case("athletes_sessionlog_planned_session_id", SessionLog, same(SessionLog, "planned_session")),
    Case(
        "session_log_finishes_after_it_starts",
        SessionLog,
        lambda rows: {"completed_at": rows[SessionLog].started_at - SECOND},
        lambda rows: {"completed_at": rows[SessionLog].started_at},
    ),
    Case("session_log_rpe_is_0_to_10", SessionLog, of(session_rpe=-1), of(session_rpe=0)),
    Case("session_log_rpe_is_0_to_10", SessionLog, of(session_rpe=11), of(session_rpe=10)),
    Case("session_log_totals_fit", SessionLog, of(**TOTALS | {"sets_done": 4}), of(**TOTALS)),
    Case("session_log_totals_fit", SessionLog, of(**TOTALS | {"compliant": 3}), of(**TOTALS)),
    Case("session_log_totals_fit", SessionLog, of(**TOTALS | {"evaluable": None}), of(**TOTALS)),
    Case("set_load_is_plausible", SetLog, of(load_kg=-LEAST), of(load_kg=0)),
    Case("set_load_is_plausible", SetLog, of(load_kg=2000 + LEAST), of(load_kg=2000)),
    Case("set_rpe_is_0_to_10", SetLog, of(rpe=-1), of(rpe=0)),
    Case("set_rpe_is_0_to_10", SetLog, of(rpe=11), of(rpe=10)),
    Case("set_reps_are_plausible", SetLog, of(reps=10_001), of(reps=10_000)),
    Case("set_pain_is_0_to_10", SetLog, of(pain_severity=11), of(pain_severity=10)),
    Case("rule_run_place_once", RuleRun, same(RuleRun, "position")),
    Case("slot_choice_once", SlotChoice, same(SlotChoice, "slot_key")),
    Case("sync_operation_once", SyncOperation, same(SyncOperation, "op_id")),
    Case("ramp_once_from_a_session", PlanRamp, same(PlanRamp, "from_ordinal")),
    Case("ramp_counts_are_positive", PlanRamp, of(from_ordinal=0), of(from_ordinal=3)),
    Case("ramp_counts_are_positive", PlanRamp, of(per_week=0), of(per_week=1)),
    Case("ramp_counts_are_positive", PlanRamp, of(days=0), of(days=1)),
    Case("estimate_once_a_day", StrengthEstimate, same(StrengthEstimate, "on")),
    Case("estimate_is_positive", StrengthEstimate, of(e1rm_kg=0), of(e1rm_kg=LEAST)),
    Case("weekly_adherence_once", WeeklyAdherence, same(WeeklyAdherence, "week_on")),
    Case("athletes_phasesummary_phase_id", PhaseSummary, same(PhaseSummary, "phase")),
    Case(
        "correction_is_of_a_week_or_a_phase",
        AdherenceCorrection,
        of(phase=None, week_on=None),
        of(phase=None, week_on=make.MONDAY),
    ),
    Case(
        "correction_is_of_a_week_or_a_phase",
        AdherenceCorrection,
        of(week_on=make.MONDAY),
        of(week_on=None),
    ),
    Case("athletes_outbox_key", Outbox, same(Outbox, "key")),
    Case(
        "outbox_dropped_only_when_dead",
        Outbox,
        of(dropped_at=make.NOW),
        of(dropped_at=make.NOW, dead_at=make.NOW),
    ),
    Case("coaching_invitation_token_hash", Invitation, same(Invitation, "token_hash")),
    Case("kept_answer_once_per_key", KeptAnswer, same(KeptAnswer, "user", "key")),
    Case("invitation_one_open_per_athlete", Invitation, of(revoked_at=None)),
]

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
]
# What the same rows let change: words are put right, people and their accounts go.
CHANGEABLE = {
    PhaseTransition: {"words": "Put right.", "decided_by": None, "undone_by": None},
    AnchorValue: {"reason": "Put right.", "effective_ordinal": 2, "set_by": None},
    ProgramVersion: {"notes": "Put right.", "published_by": None, "created_by": None},
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
