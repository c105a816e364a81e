"""What a phase is for."""

from enum import StrEnum


class Goal(StrEnum):
    """The aim a mesocycle declares; its cells are judged against it."""

    HYPERTROPHY = "hypertrophy"
    STRENGTH = "strength"
    DELOAD = "deload"
    PEAKING = "peaking"
    TEST = "test"
    TRANSITION = "transition"

    @property
    def is_loading(self) -> bool:
        """True where the phase is meant to tire and build."""
        return self in {Goal.HYPERTROPHY, Goal.STRENGTH, Goal.PEAKING}
