"""Foreseen errors as answers: their sentence, a code made of their name, a status."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from drf_standardized_errors.types import ErrorResponse
from rest_framework import serializers
from rest_framework.exceptions import (
    APIException,
    AuthenticationFailed,
    ErrorDetail,
    NotAuthenticated,
    NotFound,
    Throttled,
)
from rest_framework.response import Response

from athletes.actions.add_athlete import AthleteAlreadyOnRoster
from athletes.actions.assign_program import AlreadyOnAPlan, AthletesArchived, VersionNotPublished
from athletes.actions.decide_proposal import (
    HoldNeedsDecision,
    PlanNotActive,
    ProposalAlreadyDecided,
)
from athletes.actions.end_phase import DecisionWaits, PhaseNotRunning
from athletes.actions.end_plan import PlanAlreadyOver
from athletes.actions.log_sets import NotYourGroup, SetIdTaken
from athletes.actions.pause_plan import AlreadyAway, PlanNotRunning
from athletes.actions.resume_plan import PlanNotPaused
from athletes.actions.undo_transition import NotTheLastChange, OnAnotherPlan, TrainedSince
from athletes.actions.write_comment import CommentIdTaken
from coaching.actions.answer_once import AnswerShownOnce, StillRunning
from coaching.actions.archive_athlete import StillOnAPlan
from coaching.actions.create_token import TooManyTokens
from coaching.api.throttling import RefusedThrottle
from programs.actions.match_names import UnknownExercises
from programs.actions.publish_version import VersionIsPublished
from programs.actions.version_rows import AlreadyImported, TemplateNameTaken
from programs.api.locking import Stale
from programs.engine.errors import TrainingError
from programs.engine.program import ProgramInvalid

# What stands in the way is the state of things, not what was sent.
CONFLICTS = (
    AlreadyAway,
    AlreadyImported,
    AlreadyOnAPlan,
    AnswerShownOnce,
    AthleteAlreadyOnRoster,
    AthletesArchived,
    CommentIdTaken,
    DecisionWaits,
    HoldNeedsDecision,
    NotTheLastChange,
    NotYourGroup,
    OnAnotherPlan,
    PhaseNotRunning,
    PlanAlreadyOver,
    PlanNotActive,
    PlanNotPaused,
    PlanNotRunning,
    ProposalAlreadyDecided,
    SetIdTaken,
    StillOnAPlan,
    StillRunning,
    TemplateNameTaken,
    TooManyTokens,
    TrainedSince,
    VersionIsPublished,
    VersionNotPublished,
)
CONFLICT, UNPROCESSABLE = 409, 422
WORD_STARTS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Refusal(APIException):
    """A foreseen error on its way out."""

    def __init__(self, error: TrainingError) -> None:
        self.status_code = CONFLICT if isinstance(error, CONFLICTS) else UNPROCESSABLE
        self.detail = _details(error)
        # Becomes Retry-After.
        self.wait = getattr(error, "retry_after_s", None)


class OurHandler(ExceptionHandler):
    """Adds the product's own errors to those that the framework knows."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, TrainingError):
            return Refusal(exc)
        if isinstance(exc, ObjectDoesNotExist):
            # The row, or the right to it, went away between the look and the deed.
            return NotFound()
        if isinstance(exc, (AuthenticationFailed, NotAuthenticated)):
            return self._slowed_down(exc)
        return super().convert_known_exceptions(exc)

    def _slowed_down(self, exc: Exception) -> Exception:
        """Return the refusal, or another one when too many came from this address."""
        throttle = RefusedThrottle()
        if throttle.allow_request(self.context["request"], self.context["view"]):
            return exc
        return Throttled(wait=throttle.wait())

    def get_response(self, exc: APIException, data: dict[str, Any]) -> Response:
        response = super().get_response(exc, data)
        # Also where the caller asked for a file.
        response.content_type = "application/json"
        return response


class OurFormatter(ExceptionFormatter):
    """Adds how a row is now to the answer to a stale change."""

    def format_error_response(self, error_response: ErrorResponse) -> Any:
        answer = super().format_error_response(error_response)
        if isinstance(self.exc, Stale):
            answer["current"] = self.exc.current
        return answer


class ErrorSerializer(serializers.Serializer):
    """One thing wrong: ``code`` for programs, ``detail`` for people, ``attr`` the field."""

    code = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField(allow_null=True)


class ErrorResponseSerializer(serializers.Serializer):
    type = serializers.ChoiceField(choices=["validation_error", "client_error", "server_error"])
    errors = ErrorSerializer(many=True)


class StaleResponseSerializer(ErrorResponseSerializer):
    """``current``: how the row is now, when somebody else changed it."""

    current = serializers.DictField(required=False)


def code_of(error: TrainingError) -> str:
    """Return the error's name as a code: AlreadyOnAPlan is already_on_a_plan."""
    return WORD_STARTS.sub("_", type(error).__name__).lower()


def _details(error: TrainingError) -> list[ErrorDetail] | Mapping[str, list[ErrorDetail]]:
    code = code_of(error)
    if isinstance(error, ProgramInvalid):
        found: dict[str, list[ErrorDetail]] = {}
        for fault in error.faults:
            sentence = ErrorDetail(f"{fault.problem}; {fault.remedy}.", code)
            found.setdefault(f"program.{fault.path}".rstrip("."), []).append(sentence)
        return found
    if isinstance(error, UnknownExercises):
        return {
            f"matches.{name}": [ErrorDetail(_suggestion(name, match), code)]
            for name, match in error.matches.items()
        }
    field = getattr(error, "field", None)
    sentence = ErrorDetail(str(error), code)
    return {field: [sentence]} if isinstance(field, str) else [sentence]


def _suggestion(name: str, match: Any) -> str:
    meant = ", ".join(f"{exercise.pk} ({exercise.name})" for exercise in match.suggestions)
    return (
        f"The catalogue has no exercise called “{name}”: say which one it means"
        + (f", such as {meant}" if meant else "")
        + ", or null to keep it as your own."
    )
