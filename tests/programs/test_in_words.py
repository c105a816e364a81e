"""The engine's sentences as their reader's language writes them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from programs.engine.phases.words import GOAL_NAMES
from programs.engine.progression.easing import Ease
from programs.engine.resolving.explain import explain_gap
from programs.engine.wording import Words
from programs.queries.in_words import in_words

SENTENCES = [
    (Words("{number} kg", {"number": Decimal("82.5")}), "82.5 kg", "82,5 kg", "82,5 kg"),
    (
        Words("{all}", {"all": (*GOAL_NAMES.values(),)[:2]}),
        "hypertrophy, strength",
        "Hypertrophie, Kraft",
        "hipertrofia, fuerza",
    ),
    (Words("{on}", {"on": date(2026, 3, 2)}), "2 March 2026", "2. März 2026", "2 de marzo de 2026"),
    # A name is nobody's to translate.
    (Words("{name}", {"name": "strength"}), "strength", "strength", "strength"),
]


@pytest.mark.parametrize(("words", "english", "german", "spanish"), SENTENCES)
def test_sentence_is_said_in_three_languages(
    words: Words, english: str, german: str, spanish: str
) -> None:
    for language, said in (("en", english), ("de", german), ("es", spanish)):
        with translation.override(language):
            assert in_words(words) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "Höchstens RPE 7,5, nach 1 Tag ohne Training."),
        (12, "Höchstens RPE 7,5, nach 12 Tagen ohne Training."),
    ],
)
def test_count_takes_its_form(days: int, said: str) -> None:
    with translation.override("de"):
        assert in_words(explain_gap(Ease(rpe_cap=Decimal("7.50")), days=days)) == said
