"""What athletes are told of a phase's end: for them, in their language, from what was kept."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from athletes.models import PhaseProposal, PhaseTransition
from athletes.queries.change_words import change_words

EVIDENCE = {
    "mode": "adherence",
    "goal": "hypertrophy",
    "last_on": "2026-03-15",
    "exposure": "7/8",
    "next_goal": "strength",
    "lift_changes_pct": [],
}
STALLED = {**EVIDENCE, "ends": "stall", "stalled_lifts": 2, "main_lifts": 4}


def change(**fields: Any) -> PhaseTransition:
    at = datetime(2026, 3, 16, tzinfo=UTC)
    said = {"decision": "ADVANCE", "reason": "gates_met", "words": "Kept.", "evidence": EVIDENCE}
    return PhaseTransition(due_at=at, applied_at=at, **{**said, **fields})


@pytest.mark.parametrize(
    ("fields", "english", "german"),
    [
        (
            {},
            "Your next phase begins: you did 87.5 % of the planned sessions.",
            "Deine nächste Phase beginnt: Du hast 87,5 % der geplanten Einheiten gemacht.",
        ),
        (
            {"decision": "EXTEND_1W", "reason": "not_over", "evidence": STALLED},
            "Your phase ends when half of the main lifts stall; 2 of 4 do now. "
            "Its weeks are done, so you repeat the last one until then.",
            "Deine Phase endet, wenn die Hälfte der Hauptübungen stagniert; bisher 2 von 4. "
            "Ihre Wochen sind um, darum wiederholst du bis dahin die letzte.",
        ),
        (
            {"words": "It begins. The coach didn't answer within 24 hours."},
            "Your next phase begins: you did 87.5 % of the planned sessions. "
            "Your coach didn't answer within 24 hours.",
            "Deine nächste Phase beginnt: Du hast 87,5 % der geplanten Einheiten gemacht. "
            "Dein Coach hat innerhalb von 24 Stunden nicht geantwortet.",
        ),
        (
            {
                "reason": "still_rising",
                "words": "The next phase begins: the coach didn't answer within 72 hours.",
            },
            "Your next phase begins: your coach didn't answer within 72 hours.",
            "Deine nächste Phase beginnt: Dein Coach hat innerhalb von 72 Stunden nicht "
            "geantwortet.",
        ),
        (
            {
                "reason": "coach",
                "words": "The coach ended Base early: off to the coast.",
                "evidence": {**EVIDENCE, "cut": {"ends_on": "2026-03-22", "sessions": []}},
            },
            "Your coach ended this phase early: off to the coast.",
            "Dein Coach hat diese Phase vorzeitig beendet: off to the coast.",
        ),
        (
            {"reason": "late_logs"},
            "Your next phase begins: your coach decided so.",
            "Deine nächste Phase beginnt: Dein Coach hat so entschieden.",
        ),
        # What was kept before evidence was.
        ({"evidence": {}}, "Kept.", "Kept."),
    ],
)
def test_change_is_told_to_the_athlete(fields: Any, english: str, german: str) -> None:
    said = change(**fields)

    with translation.override("en"):
        assert change_words(said) == english
    with translation.override("de"):
        assert change_words(said) == german


def test_hold_after_an_undo_names_the_day() -> None:
    hold = PhaseProposal(
        decision="HOLD_FOR_COACH",
        reason="coach",
        words="The coach took back the change of 2026-03-16 and decides how the plan goes on.",
        evidence=EVIDENCE,
    )

    with translation.override("de"):
        assert change_words(hold) == (
            "Dein Coach hat die Änderung vom 16. März 2026 zurückgenommen und entscheidet, wie es "
            "für dich weitergeht."
        )
