"""Where a coach stands in planning a year: all of it travels in the address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from coaching.queries.plan_ahead_words import changes_in_words, in_days
from programs.engine.errors import TrainingError
from programs.engine.planning.edits import (
    Edit,
    EditKind,
    apply_edit,
    read_edits,
    replay,
    write_edits,
)
from programs.engine.planning.year import PlannedPhase, YearPlan

EDITS, TRIED = "edits", "try"
BACK = {
    EditKind.LONGER: EditKind.SHORTER,
    EditKind.SHORTER: EditKind.LONGER,
    EditKind.LATER: EditKind.EARLIER,
    EditKind.EARLIER: EditKind.LATER,
}


@dataclass(frozen=True, slots=True)
class YearState:
    """What was typed, what was kept of the edits, and the one that is only tried."""

    path: str
    typed: tuple[tuple[str, str], ...]
    edits: tuple[Edit, ...]
    tried: Edit | None

    @classmethod
    def of(cls, request: HttpRequest) -> "YearState":
        """Return the state that an address holds."""
        said = request.GET
        tried = read_edits(said.get(TRIED, ""))
        return cls(
            path=request.path,
            typed=tuple(
                (name, value)
                for name, value in said.items()
                if name not in {EDITS, TRIED} and value
            ),
            edits=read_edits(said.get(EDITS, "")),
            tried=tried[0] if tried else None,
        )

    def address(self, *edits: Edit, tried: Edit | None = None) -> str:
        """Return the address of the same wishes with these edits."""
        pairs = [*self.typed]
        pairs += [(EDITS, write_edits(edits))] if edits else []
        pairs += [(TRIED, str(tried))] if tried else []
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    @property
    def edits_text(self) -> str:
        """The edits as they travel in a form."""
        return write_edits(self.edits)

    @property
    def here(self) -> str:
        """The address without what is tried."""
        return self.address(*self.edits)

    @property
    def kept(self) -> str:
        """The address with what is tried kept."""
        return self.address(*self.edits, *([self.tried] if self.tried else []))

    @property
    def one_back(self) -> str:
        """The address without the last edit."""
        return self.address(*self.edits[:-1])

    def without(self, refused: tuple[Edit, ...]) -> str:
        """Return the address without the edits that no longer fit."""
        left = list(self.edits)
        for edit in refused:
            left.remove(edit)
        return self.address(*left)

    def asking(self, kind: EditKind, phase: PlannedPhase) -> str:
        """Return where a button leads: pins are kept at once, all else is tried and adds up."""
        if kind in {EditKind.PIN, EditKind.RELEASE}:
            return self.address(*self.edits, Edit(kind, phase.key))
        return self.address(*self.edits, tried=self._added_up(kind, phase.key))

    def _added_up(self, kind: EditKind, key: str) -> Edit | None:
        tried = self.tried
        if tried is None or tried.phase != key or kind not in {tried.kind, BACK.get(tried.kind)}:
            return Edit(kind, key)
        weeks = tried.weeks + (1 if kind is tried.kind else -1)
        return Edit(tried.kind, key, weeks) if weeks else None


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a phase."""

    kind: EditKind
    sign: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase of the table with its buttons; ``problem`` is why what was tried doesn't fit."""

    phase: PlannedPhase
    name: str
    why: str
    acts: tuple[Act, ...]
    problem: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """A year as it is kept, and as it would be; ``problem`` where it can't be.

    ``refused`` are kept edits that fit no more, each with the reason.
    """

    kept: YearPlan
    shown: YearPlan
    words: tuple[str, ...]
    problem: str
    refused: tuple[tuple[Edit, str], ...]

    @property
    def is_preview(self) -> bool:
        """True where something would change."""
        return self.kept != self.shown


def try_out(year: YearPlan, state: YearState) -> Tried:
    """Return a year with what was kept, and with what is tried."""
    done = replay(year, state.edits)
    refused = tuple((edit, in_days(str(error))) for edit, error in done.refused)
    shown, problem = done.plan, ""
    if state.tried:
        try:
            shown = apply_edit(done.plan, state.tried)
        except TrainingError as error:
            problem = in_days(str(error))
    words = changes_in_words(before=done.plan, after=shown)
    return Tried(done.plan, shown, words, problem, refused)


def lines_of(tried: Tried, state: YearState) -> tuple[PhaseLine, ...]:
    """Return the table's rows."""
    old = {phase.key: phase for phase in tried.kept.phases}
    about = state.tried.phase if state.tried and tried.problem else ""
    return tuple(
        PhaseLine(
            phase=phase,
            name=phase.name.capitalize(),
            why=in_days(phase.why),
            acts=_acts(phase, state),
            problem=tried.problem if phase.key == about else "",
            is_changed=old.get(phase.key) != phase,
        )
        for phase in tried.shown.phases
    )


def _acts(phase: PlannedPhase, state: YearState) -> tuple[Act, ...]:
    if phase.is_fixed:
        return ()
    kinds = [(EditKind.RELEASE, "")] if phase.is_pinned else [(EditKind.PIN, "")]
    if not phase.is_pinned:
        kinds = [(EditKind.EARLIER, "←"), (EditKind.LATER, "→"), *kinds]
    if phase.builds and not phase.is_pinned:
        kinds = [(EditKind.SHORTER, "−"), (EditKind.LONGER, "+"), *kinds]
    labels = {
        EditKind.SHORTER: _("one week shorter"),
        EditKind.LONGER: _("one week longer"),
        EditKind.EARLIER: _("one week earlier"),
        EditKind.LATER: _("one week later"),
        EditKind.PIN: _("Pin"),
        EditKind.RELEASE: _("Release"),
    }
    return tuple(Act(kind, sign, labels[kind], state.asking(kind, phase)) for kind, sign in kinds)
