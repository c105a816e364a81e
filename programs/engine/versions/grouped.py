"""What changed between two versions, in words by phase and session."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from programs.engine.program import Program
from programs.engine.versions.compare import compare
from programs.engine.versions.words import Described, describe_diff, weeks_in_words


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """The changes of one session, or of what is above sessions: a phase, the whole program."""

    phase: str
    session: str
    lines: tuple[str, ...]


def changed_parts(old: Program, new: Program) -> tuple[ChangedPart, ...]:
    """Return what turns ``old`` into ``new``; a change alike in several weeks is one line."""
    old = with_defaults_of(old, new)
    described = describe_diff(compare(old, new), base=old)
    parts: dict[tuple[str, str], list[Described]] = {}
    for one in described:
        place = one.place
        session = "" if place.day is None else place.day_words
        parts.setdefault((place.phase, session), []).append(one)
    return tuple(
        ChangedPart(phase, session[:1].upper() + session[1:], tuple(_lines(found)))
        for (phase, session), found in parts.items()
    )


def with_defaults_of(program: Program, other: Program) -> Program:
    """Return the program with what a bare % means in the other, where it says nothing of it.

    The grid writes that down as it saves; no set changes by it.
    """
    defaults = {**other.default_anchor, **program.default_anchor}
    return replace(program, default_anchor=defaults)


def _lines(found: Iterable[Described]) -> Iterable[str]:
    told: dict[str, list[int]] = {}
    for one in found:
        what = f"{one.place.exercise}: {one.what}" if one.place.exercise else one.what
        told.setdefault(what, []).append(one.place.week or 0)
    for what, weeks in told.items():
        yield f"{weeks_in_words(weeks)}, {what}" if any(weeks) else what
