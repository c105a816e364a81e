"""Every scheme by its name, with its usual settings."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from programs.engine.errors import TrainingError
from programs.engine.schemes.amrap import AmrapScheme
from programs.engine.schemes.deload import DeloadScheme
from programs.engine.schemes.double import DoubleScheme
from programs.engine.schemes.gap import GapScheme
from programs.engine.schemes.linear import LinearScheme
from programs.engine.schemes.rep_range import RepRangeScheme
from programs.engine.schemes.rir_ramp import RirRampScheme
from programs.engine.schemes.rpe_adjust import RpeAdjustScheme
from programs.engine.schemes.scheme import Scheme
from programs.engine.schemes.set_ramp import SetRampScheme
from programs.engine.schemes.stall import StallScheme
from programs.engine.schemes.top_set import TopSetScheme
from programs.engine.schemes.undulating import UndulatingScheme
from programs.engine.schemes.wave import WaveScheme


class NoSuchScheme(TrainingError):
    """A name that no scheme has."""

    def __init__(self, name: str, *, known: tuple[str, ...]) -> None:
        close = get_close_matches(name[:100], known, n=1)
        remedy = f"did you mean “{close[0]}”?" if close else f"choose one of {', '.join(known)}."
        super().__init__(f"There is no scheme “{name[:40]}”; {remedy}")


@cache
def schemes() -> Mapping[str, Scheme]:
    """Return every scheme by name, in the order of spec 4, with its default settings."""
    every: tuple[Scheme, ...] = (
        LinearScheme(),
        DoubleScheme(),
        RepRangeScheme(),
        RirRampScheme(),
        SetRampScheme(),
        TopSetScheme(),
        WaveScheme(),
        UndulatingScheme(),
        AmrapScheme(),
        RpeAdjustScheme(),
        GapScheme(),
        StallScheme(),
        DeloadScheme(),
    )
    return MappingProxyType({scheme.name: scheme for scheme in every})


def scheme_named(name: str) -> Scheme:
    """Return the scheme of that name. Raises NoSuchScheme."""
    found = schemes().get(name)
    if found is None:
        raise NoSuchScheme(name, known=tuple(schemes()))
    return found
