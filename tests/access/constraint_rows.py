"""One valid row of each kind, and other ones made from it by changing what a test speaks of."""

import uuid
from collections.abc import Callable, Mapping
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model

from athletes.models import (
    Absence,
    AdherenceCorrection,
    AnchorValue,
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
    SyncDevice,
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
from coaching.reports.document import Brand
from coaching.reports.frozen import to_json
from programs.models import ProgramTemplate, ProgramVersion, TypedSheet, VersionExercise
from tests import make
from tests.athletes import plans_by_hand
from tests.coaching.reports_by_hand import report

Rows = Mapping[type[Model], Any]

DAY = timedelta(days=1)
CHANGED = (
    "attended", "partial", "missed", "moved", "extra", "sets_done", "volume_credit",
    "volume_raw_credit", "compliant", "evaluable",
)  # fmt: skip
DECISION = {"decision": "ADVANCE", "reason": "all well", "words": "All well.", "evidence": {}}

NO_CHANGE = {
    **dict.fromkeys(CHANGED, 0),
    "session_logs": [],
    "corrected_at": make.NOW,
}

# What a second row beside the first has to say otherwise: with this it is accepted.
OTHERWISE: dict[type[Model], Callable[[Rows], dict[str, Any]]] = {
    User: lambda rows: {"email": "another@example.com"},
    Organization: lambda rows: {},
    Membership: lambda rows: {"user": make.user()},
    Athlete: lambda rows: {"user": None, "email": ""},
    Engagement: lambda rows: {"ended_at": make.NOW + DAY},
    EquipmentProfile: lambda rows: {"athlete": bare_athlete(rows)},
    Absence: lambda rows: {"from_on": make.MONDAY - 7 * DAY, "to_on": make.MONDAY - 6 * DAY},
    CheckIn: lambda rows: {"on": make.MONDAY + DAY},
    CalendarFeed: lambda rows: {"athlete": bare_athlete(rows)},
    Reminder: lambda rows: {"athlete": bare_athlete(rows)},
    PushSubscription: lambda rows: {"endpoint": "https://fcm.googleapis.com/another"},
    Comment: lambda rows: {"planned_session": None, "set_log": None},
    KnownMax: lambda rows: {"exercise": make.exercise()},
    Measurement: lambda rows: {"site": "HIPS"},
    Photo: lambda rows: {"pose": "BACK", "file_name": uuid.uuid4().hex},
    Plan: lambda rows: {"status": "ENDED", "due_at": None},
    PlanPhase: lambda rows: {
        "seq": 2,
        "starts_on": rows[PlanPhase].ends_on + DAY,
        "ends_on": rows[PlanPhase].ends_on + 7 * DAY,
    },
    PhaseTransition: lambda rows: {"sequence": 2},
    PhaseProposal: lambda rows: {"status": "DECLINED"},
    PlannedSession: lambda rows: {"ordinal": 1000},
    PlannedGroup: lambda rows: {"position": 1000},
    SessionLog: lambda rows: {"planned_session": None},
    SetLog: lambda rows: {},
    SlotChoice: lambda rows: {"slot_key": "another"},
    SyncOperation: lambda rows: {"op_id": uuid.uuid4()},
    AnchorValue: lambda rows: {},
    RuleRun: lambda rows: {"position": 2},
    PlanRamp: lambda rows: {"from_ordinal": 2},
    ScheduleChange: lambda rows: {},
    PlanDelta: lambda rows: {},
    StrengthEstimate: lambda rows: {"on": make.MONDAY + DAY},
    WeeklyAdherence: lambda rows: {"week_on": make.MONDAY + 7 * DAY},
    AdherenceCorrection: lambda rows: {},
    PhaseSummary: lambda rows: {"phase": another(rows, PlanPhase)},
    Outbox: lambda rows: {"key": "another"},
    Invitation: lambda rows: {"token_hash": "another", "revoked_at": make.NOW},
    KeptAnswer: lambda rows: {"key": "another"},
    CoachNote: lambda rows: {},
    ReportDraft: lambda rows: {"phase": None, "link_hash": None},
    AttentionMark: lambda rows: {"facts": "another"},
    AthleteTag: lambda rows: {"name": "another"},
    RosterView: lambda rows: {"name": "another"},
    ProgramTemplate: lambda rows: {"name": "Another"},
    ProgramVersion: lambda rows: {"number": 2},
    VersionExercise: lambda rows: {"name": "Another"},
    TypedSheet: lambda rows: {"phase": 1},
}


def build_rows(*, athlete: Athlete | None = None) -> Rows:
    """Return a row of each kind: an athlete in the first phase, with one session done."""
    if athlete is None:
        athlete = make.athlete(
            coach=make.membership(), user=make.user(), email=f"{uuid.uuid4()}@example.com"
        )
    athlete.keeps_photos = athlete.shares_photos = True
    athlete.save(update_fields=["keeps_photos", "shares_photos"])
    plan = plans_by_hand.make_plan("hypertrophy", athlete=athlete)
    phase = plan.phases.get()
    session = plan.sessions.order_by("ordinal")[0]
    log = plans_by_hand.finish(session)
    own = {"organization": athlete.organization, "athlete": athlete}
    planned = {**own, "plan": plan}
    named = {"program_version": plan.program_version, "name": "Squat"}
    rows = [
        athlete,
        athlete.equipment,
        athlete.organization,
        athlete.user,
        Engagement.objects.select_related("membership").filter(athlete=athlete).order_by("pk")[0],
        plan,
        plan.program_version,
        plan.program_version.template,
        phase,
        session,
        session.groups.get(),
        log,
        log.sets.get(),
        VersionExercise(organization=athlete.organization, **named),
        TypedSheet(
            organization=athlete.organization,
            program_version=plan.program_version,
            phase=0,
            lines=[["Day 1"]],
            typed_at=make.NOW,
        ),
        Absence(**own, from_on=make.MONDAY, to_on=make.MONDAY + DAY, reason="TRAVEL"),
        CheckIn(**own, on=make.MONDAY),
        CalendarFeed(**own, token_hash="0" * 64, created_at=make.NOW),
        Reminder(
            **own,
            at=time(8),
            quiet_from=time(21),
            quiet_to=time(7),
            due_at=make.NOW + DAY,
        ),
        PushSubscription(
            **own,
            user=athlete.user,
            endpoint="https://fcm.googleapis.com/one",
            created_at=make.NOW,
        ),
        Comment(
            **own,
            planned_session=session,
            set_log=log.sets.get(),
            is_by_athlete=True,
            text="Heavy.",
            written_at=make.NOW,
        ),
        KnownMax(**own, exercise=make.exercise(), max_kg=100, said_at=make.NOW),
        Measurement(**own, on=make.MONDAY, site="WAIST", around_cm=80),
        Photo(
            **own,
            on=make.MONDAY,
            pose="FRONT",
            file_name=uuid.uuid4().hex,
            added_at=make.NOW,
        ),
        Invitation(
            **own,
            email="invited@example.com",
            token_hash=uuid.uuid4().hex,
            created_at=make.NOW,
            expires_at=make.NOW + 7 * DAY,
        ),
        KeptAnswer(user=athlete.user, key="key", status=200, kept_at=make.NOW),
        CoachNote(**own, author=athlete.user, text="Knee.", written_at=make.NOW),
        ReportDraft(
            **own,
            phase=phase,
            language="en",
            status="APPROVED",
            report=to_json(report(brand=Brand("Northside Barbell"))),
            drafted_at=make.NOW,
            approved_at=make.NOW,
            link_hash=uuid.uuid4().hex,
            link_expires_at=make.NOW + DAY,
        ),
        AthleteTag(**own, name="rehab"),
        RosterView(
            organization=athlete.organization,
            membership=athlete.engagements.order_by("pk")[0].membership,
            name=f"Rehab {athlete.pk}",
            query="tag=rehab",
        ),
        AttentionMark(
            **own,
            membership=athlete.engagements.order_by("pk")[0].membership,
            kind="missed",
            facts="3",
            state="SNOOZED",
            marked_at=make.NOW,
        ),
        Outbox(key=uuid.uuid4().hex, message={}, queued_at=make.NOW, run_after=make.NOW),
        AnchorValue(**planned, name="tm:squat", value=100, source="COACH", set_at=make.NOW),
        PlanRamp(**planned, from_ordinal=1, per_week=2, days=18),
        ScheduleChange(
            **planned,
            kind="SHIFT",
            words="Moved by 7 days.",
            before={},
            applied_at=make.NOW,
        ),
        PlanDelta(
            **planned,
            kind="TWEAK",
            changes={"format": "program-diff/1", "changes": []},
            before={"version": planned["plan"].program_version_id, "overrides": []},
            from_ordinal=1,
            reason="Her shoulder",
            made_at=make.NOW,
        ),
        RuleRun(**planned, position=1, ordinal=1, rule=1, changes=[]),
        StrengthEstimate(
            **own,
            exercise=make.exercise(),
            on=make.MONDAY,
            e1rm_kg=Decimal(120),
            sigma_pct=3,
            method="rpe",
            set_log=log.sets.get(),
        ),
        PhaseTransition(
            **planned,
            **DECISION,
            sequence=1,
            from_phase=phase,
            to_phase=phase,
            due_at=make.NOW,
            applied_at=make.NOW,
            cause="COACH",
            undone_at=make.NOW,
        ),
        PhaseProposal(**planned, **DECISION, phase=phase, due_at=make.NOW, proposed_at=make.NOW),
        WeeklyAdherence(**planned, **make.NO_FIGURES, week_on=make.MONDAY),
        PhaseSummary(**own, **make.NO_FIGURES, phase=phase),
        AdherenceCorrection(**planned, **NO_CHANGE, phase=phase),
        SlotChoice(**own, planned_session=session, slot_key="squat", skip_reason="Sore knee."),
        SyncOperation(
            **own,
            device=SyncDevice.objects.create(
                user=athlete.user, registered_at=make.NOW, last_seen_at=make.NOW
            ),
            op_id=uuid.uuid4(),
            seq=1,
            ms=0,
            n=0,
            entity="set",
            entity_id=str(log.sets.get().pk),
            kind="patch",
            base={},
            fields={"reps": 6},
            rev=1,
            received_at=make.NOW,
        ),
    ]
    for row in rows:
        if row._state.adding:
            row.save()
    found = {type(row): row for row in rows}
    return {**found, Membership: found[Engagement].membership}


def another(rows: Rows, model: type[Model], **fields: Any) -> Any:
    """Insert a second row like the first, otherwise as ``OTHERWISE`` says and as given."""
    row = model._default_manager.get(pk=rows[model].pk)
    row.pk = uuid.uuid4() if isinstance(row.pk, uuid.UUID) else None
    row._state.adding = True
    for name, value in {**OTHERWISE[model](rows), **fields}.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def bare_athlete(rows: Rows) -> Athlete:
    """Return an athlete of the same organization who has nothing yet."""
    return Athlete.objects.create(
        organization=rows[Organization], name="Another", created_at=make.NOW
    )
