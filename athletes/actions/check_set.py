"""What a set can't be; each refusal says what to enter instead."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.engine.errors import TrainingError

MOST_REPS = 10_000
HEAVIEST_KG = Decimal(2000)
HIGHEST_EFFORT = Decimal(10)


class NegativeLoad(TrainingError):
    """A load below zero."""

    def __init__(self) -> None:
        super().__init__(_("A load can't be below 0: enter the weight lifted, or leave it empty."))


class TooHeavy(TrainingError):
    """A load that nobody lifts."""

    def __init__(self) -> None:
        super().__init__(
            _("More than %(heaviest)s kg can't be logged: check the weight.")
            % {"heaviest": HEAVIEST_KG}
        )


class NegativeReps(TrainingError):
    """Repetitions below zero."""

    def __init__(self) -> None:
        super().__init__(_("Repetitions can't be below 0: enter how many were done."))


class TooManyReps(TrainingError):
    """More repetitions, or seconds, than a set has."""

    def __init__(self) -> None:
        super().__init__(
            ngettext(
                "One set has at most %(count)d repetition or second: check it.",
                "One set has at most %(count)d repetitions or seconds: check it.",
                MOST_REPS,
            )
            % {"count": MOST_REPS}
        )


class EffortOutOfRange(TrainingError):
    """An effort outside its scale."""

    def __init__(self) -> None:
        super().__init__(_("Effort goes from RPE 0 to 10: enter a value in between."))


def check_set(*, reps: int, load_kg: Decimal | None, rpe: Decimal | None) -> None:
    """Raise NegativeLoad, TooHeavy, NegativeReps, TooManyReps or EffortOutOfRange."""
    if load_kg is not None:
        if load_kg < 0:
            raise NegativeLoad
        if load_kg > HEAVIEST_KG:
            raise TooHeavy
    if reps < 0:
        raise NegativeReps
    if reps > MOST_REPS:
        raise TooManyReps
    check_effort(rpe)


def check_effort(rpe: Decimal | None) -> None:
    """Raise EffortOutOfRange outside 0 to 10."""
    if rpe is not None and not 0 <= rpe <= HIGHEST_EFFORT:
        raise EffortOutOfRange
