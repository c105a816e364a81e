"""What the coach does with an item of the queue, straight from its row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from athletes.actions.decide_proposal import accept_proposal, decline_proposal
from athletes.actions.hold_proposal import hold_proposal
from athletes.actions.undo_transition import undo_transition
from athletes.actions.write_comment import About, mark_comments_read, write_comment
from athletes.forms.comment_form import answered_comments
from athletes.models import Athlete, PhaseProposal, PhaseTransition
from coaching.accounts.models import Membership
from coaching.actions.invite_athlete import invite_athlete
from coaching.actions.mark_attention import mark_attention, unmark_attention
from coaching.actions.resolve_pain import resolve_pain
from coaching.admin.access import may_write, memberships
from coaching.models import AttentionMark
from coaching.queries.attention import Item, Queue
from coaching.queries.flags import MOST_FACTS, FlagKind
from programs.engine.errors import TrainingError
from programs.engine.phases.decision import Decision

LONGEST_KEY = 18
State = AttentionMark.State
# How many days each snooze lasts; without any it lasts until the facts change.
SNOOZES: Mapping[str, int | None] = {"tomorrow": 1, "days": 3, "week": 7, "change": None}


@dataclass(frozen=True, slots=True)
class Refused:
    """A deed that wasn't done, the sentence why, and what was typed or chosen for it."""

    athlete: Athlete
    kind: FlagKind
    facts: str
    do: str
    sentence: str
    text: str
    instead: str

    @property
    def is_comment(self) -> bool:
        """Whether words were typed, or should have been."""
        return self.do == "comment" or bool(self.text.strip())

    def item(self, queue: Queue) -> Item | None:
        """Return the item that it was pressed on, None where it isn't shown any more."""
        items = (
            item for need in queue.needs if need.athlete == self.athlete for item in need.items
        )
        place = (self.kind, self.facts)
        return next((one for one in items if (one.flag.kind, one.flag.facts) == place), None)


class _Answer:
    """What was pressed on an item of an athlete, by whom and when."""

    def __init__(self, request: HttpRequest, *, athlete: Athlete, kind: FlagKind) -> None:
        self.request = request
        self.athlete = athlete
        self.kind = kind
        self.now: datetime = timezone.now()
        self.by: Any = request.user
        self.place = _place(request, athlete)

    @property
    def facts(self) -> str:
        return self.request.POST.get("facts", "")[:MOST_FACTS].replace("\x00", "")

    def refused(self, error: TrainingError) -> Refused:
        post = self.request.POST
        return Refused(
            athlete=self.athlete,
            kind=self.kind,
            facts=self.facts,
            do=post.get("do", ""),
            sentence=str(error),
            text=post.get("text", ""),
            instead=post.get("instead", ""),
        )

    def mark(self, state: AttentionMark.State, *, days: int | None = None) -> None:
        mark_attention(**self._item(), state=state, days=days, now=self.now)

    def bring_back(self) -> None:
        unmark_attention(**self._item())

    def row(self, model: type[Any], name: str) -> Any:
        """Return the athlete's row that the form named; anybody else's doesn't exist."""
        return get_object_or_404(model, athlete=self.athlete, pk=_key(self.request, name))

    def require_writing(self) -> None:
        if not may_write(self.request, self.athlete):
            raise PermissionDenied

    def _item(self) -> dict[str, Any]:
        return {
            "membership": self.place,
            "athlete": self.athlete,
            "kind": self.kind.value,
            "facts": self.facts,
        }


@require_POST
def attend(
    request: HttpRequest, key: int, kind: str, *, again: Callable[[Refused], HttpResponse]
) -> HttpResponse:
    """Do what was pressed on the row, tell what came of it, and return to the queue.

    ``again`` answers with the queue where it was refused, and with what was typed still in it.
    """
    athlete = get_object_or_404(Athlete.objects.coached_by(request.user), pk=key)
    if kind not in set(FlagKind):
        raise Http404
    answer = _Answer(request, athlete=athlete, kind=FlagKind(kind))
    pressed = request.POST.get("do", "")
    if pressed in SNOOZES:
        answer.mark(State.SNOOZED, days=SNOOZES[pressed])
        messages.success(request, _("Put off; it is under “Put away” below."))
    elif pressed in MARKS:
        state, words = MARKS[pressed]
        answer.mark(state)
        messages.success(request, words())
    elif pressed in DEEDS:
        try:
            done = DEEDS[pressed](answer)
        except TrainingError as error:
            return again(answer.refused(error))
        messages.success(request, f"{athlete.name}: {done}")
    else:
        raise Http404
    return redirect(_queue(request))


def _accept(answer: _Answer) -> str:
    answer.require_writing()
    accept_proposal(proposal=answer.row(PhaseProposal, "proposal"), by=answer.by, now=answer.now)
    answer.mark(State.DONE)
    return _("Accepted; the sessions are there.")


def _instead(answer: _Answer) -> str:
    answer.require_writing()
    typed = answer.request.POST.get("instead", "")
    proposal = answer.row(PhaseProposal, "proposal")
    instead = Decision(typed) if typed in set(Decision) else None
    is_asked = proposal.status == PhaseProposal.Status.WAITING
    if is_asked and instead is None:
        raise Http404
    decline_proposal(proposal=proposal, by=answer.by, now=answer.now, instead=instead)
    answer.mark(State.DONE)
    return _("Decided; the sessions are there.") if is_asked else _("Noted.")


def _hold(answer: _Answer) -> str:
    answer.require_writing()
    hold_proposal(proposal=answer.row(PhaseProposal, "proposal"), by=answer.by, now=answer.now)
    answer.mark(State.SNOOZED)
    return _("Held: nothing changes until you decide.")


def _resolve(answer: _Answer) -> str:
    answer.require_writing()
    resolve_pain(athlete=answer.athlete, by=answer.by, now=answer.now)
    answer.mark(State.DONE)
    return _("Noted: the pain is resolved.")


def _invite(answer: _Answer) -> str:
    answer.require_writing()
    invitation = invite_athlete(athlete=answer.athlete, by=answer.by, now=answer.now)
    answer.mark(State.DONE)
    return _("Invitation sent to %(to)s.") % {"to": invitation.email}


def _comment(answer: _Answer) -> str:
    post = answer.request.POST
    about = post.get("about", "")
    name, _colon, typed = about.partition(":")
    if name not in set(About):
        raise Http404
    write_comment(
        athlete=answer.athlete,
        about=About(name),
        about_id=int(typed) if typed.isdecimal() and len(typed) <= LONGEST_KEY else 0,
        text=post.get("text", ""),
        by=answer.by,
        now=answer.now,
        answered=answered_comments(post.getlist("answered")),
    )
    answer.mark(State.DONE)
    return _("Sent.")


def _read(answer: _Answer) -> str:
    read = answered_comments(answer.request.POST.getlist("answered"))
    mark_comments_read(athlete=answer.athlete, comments=read, by=answer.by, now=answer.now)
    answer.mark(State.DONE)
    return _("Marked as read.")


def _undo(answer: _Answer) -> str:
    answer.require_writing()
    undo_transition(
        transition=answer.row(PhaseTransition, "transition"), by=answer.by, now=answer.now
    )
    return _("Taken back; it waits for your decision again.")


def _back(answer: _Answer) -> str:
    answer.bring_back()
    return _("Back in the queue.")


MARKS: Mapping[str, tuple[AttentionMark.State, Callable[[], str]]] = {
    "done": (State.DONE, lambda: _("Dealt with; it is back when something changes.")),
    "noise": (State.NOISE, lambda: _("Noted as noise: reasons that mostly are sink to the end.")),
}
DEEDS: Mapping[str, Callable[[_Answer], str]] = {
    "accept": _accept,
    "instead": _instead,
    "hold": _hold,
    "resolve": _resolve,
    "invite": _invite,
    "comment": _comment,
    "read": _read,
    "undo": _undo,
    "back": _back,
}


def _place(request: HttpRequest, athlete: Athlete) -> Membership:
    """Return the person's place in the athlete's organization: a coach of theirs has one."""
    return next(
        one for one in memberships(request) if one.organization_id == athlete.organization_id
    )


def _key(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_KEY else 0


def _queue(request: HttpRequest) -> str:
    return reverse("console:index") + ("?all=" if "all" in request.POST else "")
