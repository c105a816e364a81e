"""What a coach most likely meant by a cell that can't be read."""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from unicodedata import normalize

MOST_CHARACTERS = 200
MOST_REPAIRS = 4

WORDS = (
    *("rpe", "rir", "rest", "tempo", "max", "top", "bw", "kg", "lb", "inc", "optional", "result"),
    *("warmup", "backoff", "drop", "rest-pause", "myo", "cluster", "emom", "speed", "test"),
)
_UPPER = ("rpe", "rir")

_TOKEN = re.compile(r"@?\s*(?P<letters>[A-Za-z-]+)")
_FLAGS = re.IGNORECASE | re.ASCII
# Ways of writing that are plain to a reader and not in the notation.
_INTENTS = "warm-?up|back-?off|drop|rest-pause|myo|cluster|emom|speed|test|top"
_REWRITES = tuple(
    (re.compile(pattern, _FLAGS), written)
    for pattern, written in (
        (r"^\s*x\s*(?=\d|max)", "1x"),
        (rf"^\s*({_INTENTS})(?:\s*sets?)?[\s:]+(?=\d|max)([^,]+)", r"\2 \1"),
        (r"(\d)\s*sets?\s*(?:of|x|×)?\s*(?=\d|max|amrap)", r"\1x"),
        (r"(\d)\s*reps?\b", r"\1"),
        (r"\bamrap\b|(?<=x)amrap\b", "max"),
        (r"(\d)\s*(?:seconds?|secs?)\b", r"\1s"),
        (r"(?<!rest)(?<!rest )(\d)\s*(?:minutes?|mins?)\b", r"\1m"),
        (r"@?\s*\b(\d+(?:\.\d+)?)\s*(rpe|rir)\b", r"@\2\1"),
        (r"(\d),(\d+)(?=\s*(?:%|kg|lb))", r"\1.\2"),
        (r"(\d)\s*(?:kgs|kilos?|kilograms?)\b", r"\1kg"),
        (r"(\d)\s*(?:pounds?|lbs)\b", r"\1lb"),
        (r"\s*\bat\b\s*", "@"),
        (r"tempo\s*([0-9x])[-/]([0-9x])[-/]([0-9x])[-/]([0-9x])", r"tempo\1\2\3\4"),
        (r"\bbody\s*weight\b", "bw"),
        (r"(\d+)\s*percent\b", r"\1%"),
        (r"warm-up", "warmup"),
        (r"back-off", "backoff"),
    )
)
_FALLING = re.compile(r"(\d{1,6})\s*[-–]\s*(\d{1,6})")
_CLOCK = re.compile(r"rest\s*(\d{1,2}):([0-5]\d)", _FLAGS)


def corrected(text: str, position: int, *, fault_at: Callable[[str], int | None]) -> str | None:
    """Return a cell near ``text`` that can be read, None where nothing obvious is meant.

    ``fault_at`` tells where a text cannot be read, None where it can.
    """
    if len(text) > MOST_CHARACTERS or "{" in text:
        return None
    for _ in range(MOST_REPAIRS):
        best: tuple[int, str] | None = None
        for candidate in _candidates(text, position):
            fault = fault_at(candidate)
            if fault is None:
                return candidate.strip()
            gained = fault - len(candidate) - (position - len(text))
            if gained > 0 and (best is None or gained > best[0]):
                best = (gained, candidate)
        if best is None:
            return None
        text = best[1]
        position = fault_at(text) or 0
    return None


def slip_of(word: str) -> str | None:
    """Return ``RPE8`` for ``RPR8``: an effort with one letter wrong or two turned; else None."""
    match = re.fullmatch(r"([A-Za-z]{3})(\d{1,2}(?:\.5)?)", word, re.ASCII)
    if match is None:
        return None
    typed = match[1].lower()
    for name in _UPPER:
        wrong = sum(one != other for one, other in zip(typed, name, strict=True))
        if wrong == 1 or (wrong and sorted(typed) == sorted(name)):
            return name.upper() + match[2]
    return None


def _candidates(text: str, position: int) -> Iterator[str]:
    # Full-width digits and letters, as some keyboards write them.
    if (narrow := normalize("NFKC", text)) != text:
        yield narrow
    for pattern, written in _REWRITES:
        changed = pattern.sub(written, text)
        if changed != text:
            yield changed
    yield from _other_words(text, position)
    if match := _CLOCK.search(text):
        rest_s = 60 * int(match[1]) + int(match[2])
        yield f"{text[: match.start()]}rest{rest_s}{text[match.end() :]}"
    if (match := _FALLING.match(text, position)) and int(match[1]) > int(match[2]):
        yield f"{text[:position]}{match[2]}-{match[1]}{text[match.end() :]}"
    yield from _without_a_slip(text, position)


def _other_words(text: str, position: int) -> Iterator[str]:
    match = _TOKEN.match(text, position)
    if match is None:
        return
    before, after = text[: match.start("letters")], text[match.end("letters") :]
    typed = match["letters"].lower()
    number = re.match(r"\d{1,2}(?:\.5)?", after)
    if number and (slip := slip_of(match["letters"] + number[0])):
        yield f"{before}{slip}{after[number.end() :]}"
    if typed in WORDS:
        # The word is right, what is wrong is where it stands.
        return
    for word in get_close_matches(typed, WORDS, n=3, cutoff=0.5):
        yield f"{before}{word.upper() if word in _UPPER else word}{after}"


def _without_a_slip(text: str, position: int) -> Iterator[str]:
    head = text[:position].rstrip()
    if head.endswith("%"):
        # A name that stands apart from its %.
        yield head + text[position:]
    if head.endswith((",", "@")):
        yield head[:-1].rstrip() + text[position:]
    if text[position : position + 1] in {",", "@", "."}:
        yield text[:position] + text[position + 1 :].lstrip()
