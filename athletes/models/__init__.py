"""Athletes, their plans, what was asked of them and what they did."""

from athletes.models.adherence import AdherenceCorrection, PhaseSummary, WeeklyAdherence
from athletes.models.athlete import Athlete, Engagement, EquipmentProfile
from athletes.models.calendar_feed import CalendarFeed
from athletes.models.comment import Comment
from athletes.models.condition import Absence, CheckIn
from athletes.models.identifiers import uuid7
from athletes.models.known_max import KnownMax
from athletes.models.log import SessionLog, SetLog
from athletes.models.measurement import Measurement
from athletes.models.operations import Heartbeat, Job, Outbox
from athletes.models.phase import PhaseProposal, PhaseTransition, PlanPhase
from athletes.models.photo import Photo
from athletes.models.plan import Plan
from athletes.models.plan_delta import PlanDelta
from athletes.models.push_subscription import PushSubscription
from athletes.models.ramp import PlanRamp
from athletes.models.reminder import Reminder
from athletes.models.schedule_change import ScheduleChange
from athletes.models.session import PlannedGroup, PlannedSession
from athletes.models.strength import AnchorValue, RuleRun, StrengthEstimate
from athletes.models.summary_mark import SummaryMark
from athletes.models.sync import SlotChoice, SyncDevice, SyncOperation

__all__ = [
    "Absence",
    "AdherenceCorrection",
    "AnchorValue",
    "Athlete",
    "CalendarFeed",
    "CheckIn",
    "Comment",
    "Engagement",
    "EquipmentProfile",
    "Heartbeat",
    "Job",
    "KnownMax",
    "Measurement",
    "Outbox",
    "PhaseProposal",
    "PhaseSummary",
    "PhaseTransition",
    "Photo",
    "Plan",
    "PlanDelta",
    "PlanPhase",
    "PlanRamp",
    "PlannedGroup",
    "PlannedSession",
    "PushSubscription",
    "Reminder",
    "RuleRun",
    "ScheduleChange",
    "SessionLog",
    "SetLog",
    "SlotChoice",
    "StrengthEstimate",
    "SummaryMark",
    "SyncDevice",
    "SyncOperation",
    "WeeklyAdherence",
    "uuid7",
]
