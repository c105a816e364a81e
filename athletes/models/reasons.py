"""Why a session or an exercise is left out: a code, which everybody reads in their language."""

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from athletes.models.condition import Absence

# A code may have a word added to it: "ILLNESS: Fever". Anything else stays as it was typed.
ADDED = ": "


class ExerciseSkip(models.TextChoices):
    HURTS = "HURTS", _("It hurts")
    TAKEN = "TAKEN", _("The equipment is taken")
    NO_TIME = "NO_TIME", _("No time left")
    TIRED = "TIRED", _("Too tired")
    ELSE = "ELSE", _("Something else")


LABELS = {**dict(Absence.Reason.choices), **dict(ExerciseSkip.choices)}


def reason_in_words(reason: str) -> str:
    """Return the reason in the reader's language; what isn't a code stays as it is."""
    code, added, word = reason.partition(ADDED)
    return f"{LABELS[code]}{added}{word}" if code in LABELS else reason


def reason_as_code(reason: str) -> str:
    """Return the reason with its code where it begins with our words, in whichever language."""
    words, added, word = reason.partition(ADDED)
    return f"{_codes().get(words, words)}{added}{word}"


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(label): code for code, label in LABELS.items()}
    return found
