"""The numbers an athlete brings to a program, or leaves unknown."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from programs.engine.loads.load_anchors import LoadAnchor, LoadKind, load_anchors
from programs.models import Exercise, ProgramVersion
from programs.queries.program_of import program_of


@dataclass(frozen=True, slots=True)
class RequiredAnchor:
    """A number to ask for. ``default`` is the program's, None where only the athlete can know.

    ``kind`` is tm, rm, pm, five (they belong to athlete and exercise) or w (to the plan).
    """

    name: str
    label: str
    exercise: Exercise | None
    default: Decimal | None
    kind: LoadKind


def required_anchors(version: ProgramVersion) -> tuple[RequiredAnchor, ...]:
    """Return the anchors that loads of the version rest on: maxima first, then by first use.

    One query.
    """
    matched = {row.name: row.exercise for row in version.exercises.select_related("exercise")}
    return tuple(
        RequiredAnchor(
            name=anchor.name,
            label=_label(anchor),
            exercise=matched.get(anchor.exercise or ""),
            default=anchor.default,
            kind=anchor.kind,
        )
        for anchor in load_anchors(program_of(version))
    )


def _label(anchor: LoadAnchor) -> str:
    words = {
        "tm": _("Training max"),
        "rm": _("One-repetition maximum"),
        "pm": _("Projected maximum"),
        "five": _("Five-repetition maximum"),
        "w": _("Working weight"),
    }
    label = words[anchor.kind]
    if anchor.exercise is None:
        return f"{label} ({anchor.name})"
    prefix, *parts = anchor.name.split(":")
    # An anchor with a name of its own (start:, w2:, w:row:strength) keeps it: none read alike.
    own = [*parts[1:], *([prefix] if prefix != anchor.kind else [])]
    return f"{label}, {anchor.exercise}" + (f" ({', '.join(own)})" if own else "")
