"""What the end of a phase decided, and why, as the athlete reads it."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from athletes.models import PhaseProposal, PhaseTransition
from athletes.queries.kept_evidence import evidence_from_json
from programs.engine.phases.decision import Decision, Reason, Verdict
from programs.engine.phases.ending import end_for_athlete
from programs.engine.phases.words import reason_for_athlete
from programs.engine.wording import Words
from programs.queries.in_words import in_words

NEEDED = {"mode", "goal", "last_on"}
SILENCE = re.compile(r"coach didn't answer within (\d+) hours\.$")
EARLY = " early: "
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def change_words(change: PhaseTransition | PhaseProposal) -> str:
    """Return in the reader's language what a transition or proposal says. No query.

    The ledger keeps what was said to the coach, in English; here it is told anew from the
    evidence kept with it. What an older ledger kept without evidence stays as it stands.
    """
    if not change.evidence.keys() >= NEEDED:
        return _(change.words)
    return " ".join(in_words(one) for one in _sentences(change))


def _sentences(change: PhaseTransition | PhaseProposal) -> Iterator[Words]:
    decision, reason = Decision(change.decision), _reason(change.reason)
    silence = SILENCE.search(change.words)
    if "cut" in change.evidence and EARLY in change.words:
        # The coach's own reason, in the coach's language.
        why = change.words.partition(EARLY)[2]
        yield Words("Your coach ended this phase early: {why}", {"why": why})
    elif reason is Reason.COACH and decision is Decision.HOLD_FOR_COACH:
        yield _taken_back(change.words)
    elif silence and reason is Reason.STILL_RISING:
        yield Words(
            "Your next phase begins: your coach didn't answer within {hours} hours.",
            {"hours": int(silence[1])},
        )
    else:
        yield from _reasons(change, Verdict(decision, reason))
        if silence:
            yield Words(
                "Your coach didn't answer within {hours} hours.", {"hours": int(silence[1])}
            )


def _reasons(change: PhaseTransition | PhaseProposal, verdict: Verdict) -> Iterator[Words]:
    is_open = verdict.reason is Reason.NOT_OVER
    if "ends" in change.evidence and verdict.reason is not Reason.COACH:
        yield end_for_athlete(
            change.evidence["ends"],
            is_over=not is_open,
            stalled_lifts=change.evidence["stalled_lifts"],
            main_lifts=change.evidence["main_lifts"],
            needs_extra_week=is_open,
        )
        if is_open:
            return
    yield reason_for_athlete(verdict, evidence_from_json(change.evidence))


def _taken_back(words: str) -> Words:
    """Return the words of a hold after an undo, which name the day of what was taken back."""
    found = DAY.search(words)
    if found is None:
        return Words("Your coach took the last change back and decides anew.")
    on = date.fromisoformat(found[0])
    return Words("Your coach took back the change of {on} and decides how you go on.", {"on": on})


def _reason(kept: str) -> Reason:
    """Return the rule that decided; what the coach made of late logs is the coach's decision."""
    return Reason(kept) if kept in set(Reason) else Reason.COACH
