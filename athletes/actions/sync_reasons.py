"""Why an operation isn't saved, said anew in the language of whoever reads it."""

from collections.abc import Callable, Mapping

from athletes.actions.check_in import FeelingOutOfRange
from athletes.actions.check_instant import InstantImplausible
from athletes.actions.check_set import (
    EffortOutOfRange,
    NegativeLoad,
    NegativeReps,
    TooHeavy,
    TooManyReps,
)
from athletes.actions.finish_sessions import BodyWeightImplausible, ReadinessOutOfRange
from athletes.actions.log_sets import ExerciseMissing, SetIdTaken
from athletes.actions.sync_outcomes import (
    WAITS_FOR_SET,
    code_of,
    comment_place_gone,
    kept_beside_plan,
    session_gone,
    waits_for_set,
)
from athletes.actions.write_comment import CommentEmpty, CommentIdTaken, CommentTooLong
from athletes.models import SyncOperation
from athletes.sync.reading import (
    OperationUnreadable,
    UnknownEntity,
    envelope_of,
    read_operation,
)
from athletes.sync.values import FieldUnknown, ValueUnreadable
from programs.engine.errors import TrainingError


def _sentence_of(error: Callable[[], TrainingError]) -> Callable[[], str]:
    return lambda: str(error())


_REFUSALS = (
    BodyWeightImplausible, CommentEmpty, CommentIdTaken, CommentTooLong, EffortOutOfRange,
    ExerciseMissing, InstantImplausible, NegativeLoad, NegativeReps, OperationUnreadable,
    ReadinessOutOfRange, SetIdTaken, TooHeavy, TooManyReps, UnknownEntity,
)  # fmt: skip
# By the code that is kept. Those that name a field aren't here: their entry is read again.
REASONS: Mapping[str, Callable[[], str]] = {
    **{code_of(error): _sentence_of(error) for error in _REFUSALS},
    code_of(FeelingOutOfRange): lambda: str(FeelingOutOfRange("")),
    "comment_place_gone": lambda: comment_place_gone().message,
    "place_gone": lambda: kept_beside_plan().message,
    "session_gone": lambda: session_gone().message,
    WAITS_FOR_SET: lambda: waits_for_set().message,
}
_NAMING_A_FIELD = {code_of(FieldUnknown), code_of(ValueUnreadable)}


def reason_of(row: SyncOperation) -> str:
    """Return why the operation isn't saved, in the language that is active.

    A reason that this version doesn't know stays as it was said then.
    """
    if row.code in _NAMING_A_FIELD:
        return _refusal_of(row) or row.message
    said = REASONS.get(row.code)
    return said() if said else row.message


def _refusal_of(row: SyncOperation) -> str:
    try:
        read_operation(envelope_of(row))
    except (FieldUnknown, ValueUnreadable) as error:
        return str(error)
    except TrainingError:
        pass
    return ""
