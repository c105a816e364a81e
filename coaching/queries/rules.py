"""How often each reason to look at somebody was worth it, as the coach said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coaching.models import AttentionMark
from coaching.queries.flags import FlagKind

LOOKED_BACK = timedelta(days=90)
# Heuristic: of fewer answers nothing is concluded; below half a reason is mostly noise.
FEWEST_ANSWERS = 4
USEFUL_FROM = 0.5

NAMES: Mapping[FlagKind, Promise] = {
    FlagKind.STOPPED: _("Phase changes stopped"),
    FlagKind.PAIN: _("Pain reported"),
    FlagKind.PROPOSAL: _("Phase change to decide"),
    FlagKind.LATE_LOGS: _("Late logs"),
    FlagKind.UNREAD: _("Comments not read"),
    FlagKind.MISSED: _("Sessions missed"),
    FlagKind.INTERRUPTED: _("Training interrupted"),
    FlagKind.FELL: _("Adherence fell"),
    FlagKind.STALLED: _("Lifts stall"),
    FlagKind.OVERDOSE: _("More volume than asked"),
    FlagKind.OFF_TARGET: _("Load or effort off target"),
    FlagKind.ENDS: _("Nothing planned ahead"),
    FlagKind.NO_PLAN: _("No plan"),
    FlagKind.INVITED: _("Invitation not accepted"),
    FlagKind.PAUSED: _("Paused"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason with how many of its items the coach dealt with, and how many were noise."""

    kind: FlagKind
    name: Promise
    useful: int
    noise: int

    @property
    def answered(self) -> int:
        return self.useful + self.noise

    @property
    def is_noisy(self) -> bool:
        """Whether it was noise more often than not."""
        return self.answered >= FEWEST_ANSWERS and self.useful < USEFUL_FROM * self.answered


def get_rules(*, user: Any, now: datetime) -> dict[FlagKind, Rule]:
    """Return each reason with what the coach answered in the last 90 days. 1 query."""
    state = AttentionMark.State
    counts = (
        AttentionMark.objects.made_by(user)
        .filter(marked_at__gt=now - LOOKED_BACK)
        .order_by("kind")
        .values_list("kind")
        .annotate(
            useful=Count("pk", filter=Q(state=state.DONE)),
            noise=Count("pk", filter=Q(state=state.NOISE)),
        )
    )
    known = {kind: (useful, noise) for kind, useful, noise in counts}
    return {kind: Rule(kind, NAMES[kind], *known.get(kind, (0, 0))) for kind in FlagKind}
