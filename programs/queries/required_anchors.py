"""The numbers an athlete brings to a program, or leaves unknown."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from programs.engine.loads.load_anchors import LoadAnchor, LoadKind, load_anchors
from programs.engine.program import Program
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


def required_anchors(
    version: ProgramVersion, *, program: Program | None = None
) -> tuple[RequiredAnchor, ...]:
    """Return the anchors that loads of the version rest on: maxima first, then by first use.

    ``program`` is somebody's own form of the version, which may name other exercises. One query,
    two with a ``program``.
    """
    matched = {row.name: row.exercise for row in version.exercises.select_related("exercise")}
    anchors = load_anchors(program or program_of(version))
    if program is not None:
        matched |= _catalogued(version, names={one.exercise or "" for one in anchors})
    return tuple(
        RequiredAnchor(
            name=anchor.name,
            label=_label(anchor),
            exercise=matched.get(anchor.exercise or ""),
            default=anchor.default,
            kind=anchor.kind,
        )
        for anchor in anchors
    )


def _catalogued(version: ProgramVersion, *, names: set[str]) -> dict[str, Exercise | None]:
    """Return the catalogue's exercises that the version doesn't name. 1 query."""
    found = Exercise.objects.usable_in(version.organization_id).filter(name__in=names)
    matched: dict[str, Exercise | None] = {}
    # The organization's own exercise of that name wins.
    for one in found.order_by("organization_id").reverse():
        matched[one.name] = one
    return matched


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
