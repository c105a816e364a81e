"""A change in words that claim no more than the measurement can."""

from typing import Literal

from programs.engine.progress.change import Change, ChangeVerdict
from programs.engine.units import Number, plain, rounded

ChangeUnit = Literal["%", "reps"]


def change_in_words(verdict: ChangeVerdict, *, change: Number, unit: ChangeUnit = "%") -> str:
    """Return a plain sentence: what changed and whether measuring alone could explain it.

    ``change`` is what the verdict was made of, in its unit. Spec 8.2.
    """
    shown = f"{_signed(change)} {unit}"
    line = f"{plain(rounded(verdict.mdc90, places=1))} {unit}"
    return _SENTENCES[verdict.verdict].format(shown=shown, line=line)


def _signed(change: Number) -> str:
    shown = plain(rounded(change, places=1))
    return f"+{shown}" if shown > 0 else str(shown).replace("-", "−")


_SENTENCES: dict[Change, str] = {
    "clear_up": "Clear gain: {shown}, beyond the {line} that measuring alone can make.",
    "clear_down": "Clear loss: {shown}, beyond the {line} that measuring alone can make.",
    "possible_up": "Possible gain: {shown}, but measuring alone can make up to {line}.",
    "possible_down": "Possible loss: {shown}, but measuring alone can make up to {line}.",
    "no_clear_change": "No clear change: {shown}, where measuring alone can make up to {line}.",
}
