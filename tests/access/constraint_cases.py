"""Each named constraint with what a second row says to be refused and to be accepted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model

from athletes.models import (
    Absence,
    AdherenceCorrection,
    Athlete,
    CalendarFeed,
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
    PlanDelta,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    PlanRamp,
    PushSubscription,
    Reminder,
    RuleRun,
    ScheduleChange,
    SessionLog,
    SetLog,
    SlotChoice,
    StrengthEstimate,
    SyncOperation,
    WeeklyAdherence,
)
from coaching.accounts.models import Membership, Organization, User
from coaching.models import (
    AthleteTag,
    AttentionMark,
    CoachNote,
    Invitation,
    KeptAnswer,
    ReportDraft,
    RosterView,
)
from tests import make
from tests.access.constraint_rows import Rows

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
    Case(
        "organization_tells_within_bounds",
        Organization,
        of(missed_in_a_row=1),
        of(missed_in_a_row=2),
    ),
    Case("organization_tells_within_bounds", Organization, of(fall_points=51), of(fall_points=50)),
    Case("organization_tells_within_bounds", Organization, of(runway_days=61), of(runway_days=60)),
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
    Case("calendar_feed_once_per_athlete", CalendarFeed, same(CalendarFeed, "athlete")),
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
    Case("coach_note_says_something", CoachNote, of(text=""), of(text="x")),
    Case("report_draft_once_per_phase", ReportDraft, same(ReportDraft, "phase")),
    Case("coaching_reportdraft_link_hash", ReportDraft, same(ReportDraft, "link_hash")),
    Case(
        "report_draft_is_kept_once_approved",
        ReportDraft,
        of(status="DRAFT"),
        of(status="DRAFT", report=None, approved_at=None),
    ),
    Case("report_draft_is_kept_once_approved", ReportDraft, of(report=None)),
    Case(
        "report_draft_sent_has_its_time",
        ReportDraft,
        of(status="SENT"),
        of(status="SENT", sent_at=make.NOW),
    ),
    Case(
        "report_draft_link_is_of_an_approved_one",
        ReportDraft,
        of(link_hash="x", link_expires_at=None),
        of(link_hash="x"),
    ),
    Case(
        "schedule_change_is_undone_after_it",
        ScheduleChange,
        of(undone_at=make.NOW - SECOND),
        of(undone_at=make.NOW),
    ),
    Case(
        "plan_delta_is_undone_after_it",
        PlanDelta,
        of(undone_at=make.NOW - SECOND),
        of(undone_at=make.NOW),
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
    Case("athlete_tag_once", AthleteTag, same(AthleteTag, "name")),
    Case("athlete_tag_says_something", AthleteTag, of(name=""), of(name="x")),
    Case("roster_view_name_once", RosterView, same(RosterView, "name")),
    Case("attention_mark_once", AttentionMark, same(AttentionMark, "facts")),
    Case(
        "attention_mark_until_if_snoozed",
        AttentionMark,
        of(state="DONE", until=make.NOW),
        of(until=make.NOW),
    ),
]
