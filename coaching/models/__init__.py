"""Rows of the coach side."""

from coaching.models.access import ApiToken
from coaching.models.answers import KeptAnswer
from coaching.models.attention import AttentionMark
from coaching.models.invitation import Invitation
from coaching.models.note import CoachNote
from coaching.models.report import ReportDraft
from coaching.models.roster import AthleteTag, RosterView

__all__ = [
    "ApiToken",
    "AthleteTag",
    "AttentionMark",
    "CoachNote",
    "Invitation",
    "KeptAnswer",
    "ReportDraft",
    "RosterView",
]
