"""Result beside dose: percent a loading week, and no verdict on a program hardly received."""

from dataclasses import dataclass
from fractions import Fraction

from programs.engine.progress.change import ChangeVerdict
from programs.engine.progress.verdict_words import ChangeUnit, change_in_words
from programs.engine.units import Number, plain, rounded

# Spec 8.3, rule 5.
VERDICT_FROM_EXPOSURE = Fraction("0.60")


@dataclass(frozen=True, slots=True)
class ProgramVerdict:
    """What a change says about the program; ``verdict`` None where it says nothing."""

    verdict: ChangeVerdict | None
    words: str


def percent_per_loading_week(change_pct: Number, *, loading_weeks: int) -> Fraction | None:
    """Return the change per loading week, deloads left out; None without such a week.

    Spec 8.3, rule 4.
    """
    return Fraction(change_pct) / loading_weeks if loading_weeks > 0 else None


def program_verdict(
    verdict: ChangeVerdict, *, change: Number, exposure: Fraction | None, unit: ChangeUnit = "%"
) -> ProgramVerdict:
    """Return the verdict on the program, withheld below an exposure of 0.60.

    What was hardly received can't be judged. Spec 8.3, rule 5.
    """
    if exposure is None:
        return ProgramVerdict(None, "No verdict on the program: nothing of it was due yet.")
    dose = f"{plain(rounded(exposure * 100, places=1))} % of the planned sessions were attended"
    if exposure < VERDICT_FROM_EXPOSURE:
        return ProgramVerdict(None, f"No verdict on the program: only {dose}.")
    words = change_in_words(verdict, change=change, unit=unit)
    return ProgramVerdict(verdict, f"{words} {dose}.")
