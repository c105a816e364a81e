"""What stands beside an exercise in a grid: main, rest, tempo, and names that can't be guessed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from programs.engine.errors import TrainingError
from programs.engine.program.parts import Slot
from programs.engine.program.reading_groups import MOST_REST_S
from programs.engine.program.reading_mesocycles import MOST_SUBSTITUTES

NAMED = ("key", "superset", "pick", "stage")
EXAMPLE = 'write main, rest180, tempo3010, key=…, superset=…, pick=…, stage=… or instead=["…"]'

# With a number behind, these would begin a training day or a further stage.
_TAKEN = frozenset({"day", "session", "or"})
_LABELED = re.compile(r"[A-Za-z]+")
_SIMPLE = re.compile(r"[^\s\"\\]+")
_WORDS = ("main", "rest", "tempo", "instead=", *(f"{name}=" for name in NAMED))
_SPACE = re.compile(r"[\s,;]*")
_MAIN = re.compile(r"main(?!\w)", re.IGNORECASE)
_REST = re.compile(r"rest\s*(?P<number>\d{1,5})(?P<unit>s|min|m)?(?!\w)", re.IGNORECASE | re.ASCII)
_TEMPO = re.compile(r"tempo\s*(?P<tempo>[0-9X]{4})(?!\w)", re.IGNORECASE | re.ASCII)
_INSTEAD = re.compile(
    r"instead=(?P<names>\[[^\]\"]*(?:\"(?:[^\"\\]|\\.)*\"[^\]\"]*)*\])", re.IGNORECASE
)
_NAME = re.compile(
    rf"(?P<name>{'|'.join(NAMED)})=(?P<value>\"(?:[^\"\\]|\\.)*\"|[^\s\"]+)", re.IGNORECASE
)


class MarksInvalid(TrainingError):
    """Marks that cannot be read. ``position`` is the character at fault, from 0."""

    def __init__(self, position: int, problem: str, fix: str) -> None:
        super().__init__(f"Character {position + 1}: {problem}; {fix}.")
        self.position = position
        self.problem = problem
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Marks:
    """What the marks say; None where they say nothing."""

    is_main: bool = False
    rest_s: int | None = None
    tempo: str | None = None
    key: str | None = None
    superset: str | None = None
    pick: str | None = None
    stage: str | None = None
    substitutes: tuple[str, ...] = ()


def is_label(superset: str) -> bool:
    """True where a superset can be part of a label: the A of A1 and A2."""
    return bool(_LABELED.fullmatch(superset)) and superset.lower() not in _TAKEN


def print_marks(slot: Slot) -> str:
    """Return the marks of a slot that ``parse_marks`` reads back."""
    words = ["main"] if slot.is_main else []
    if slot.rest_s is not None:
        words.append(f"rest{slot.rest_s}")
    if slot.tempo is not None:
        words.append(f"tempo{slot.tempo}")
    superset = slot.superset if slot.superset and not is_label(slot.superset) else None
    # A key that is the exercise's name needs no telling.
    key = slot.key if slot.key != slot.exercise else None
    names = {"key": key, "superset": superset, "pick": slot.pick, "stage": slot.stage}
    words += [f"{name}={_quoted(value)}" for name, value in names.items() if value is not None]
    if slot.substitutes:
        words.append(f"instead={json.dumps(slot.substitutes, ensure_ascii=False)}")
    return " ".join(words)


def parse_marks(text: str) -> Marks:
    """Return what the marks say, in any order; raise MarksInvalid."""
    position = _past_space(text, 0)
    found: dict[str, str] = {}
    while position < len(text):
        name, value, end = _mark(text, position)
        if name in found:
            raise MarksInvalid(position, f"a second {name}", "keep one")
        found[name] = value
        position = _past_space(text, end)
    return _marks(found)


def _marks(found: Mapping[str, str]) -> Marks:
    return Marks(
        is_main="main" in found,
        rest_s=int(found["rest"]) if "rest" in found else None,
        tempo=found.get("tempo"),
        key=found.get("key"),
        superset=found.get("superset"),
        pick=found.get("pick"),
        stage=found.get("stage"),
        substitutes=tuple(json.loads(found.get("instead", "[]"))),
    )


def _mark(text: str, position: int) -> tuple[str, str, int]:
    if match := _MAIN.match(text, position):
        return "main", "", match.end()
    if match := _REST.match(text, position):
        return "rest", _rest(match), match.end()
    if match := _TEMPO.match(text, position):
        return "tempo", match["tempo"].upper(), match.end()
    if match := _INSTEAD.match(text, position):
        return "instead", _names(match), match.end()
    if match := _NAME.match(text, position):
        return match["name"].lower(), _unquoted(match), match.end()
    word = text[position:].split()[0][:40]
    raise MarksInvalid(position, f"“{word}” is no mark", _fix(word))


def _rest(match: re.Match[str]) -> str:
    is_minutes = (match["unit"] or "s").lower().startswith("m")
    rest_s = int(match["number"]) * (60 if is_minutes else 1)
    if rest_s > MOST_REST_S:
        raise MarksInvalid(match.start(), f"a rest of {rest_s} s", f"rest at most {MOST_REST_S} s")
    return str(rest_s)


def _unquoted(match: re.Match[str]) -> str:
    text = match["value"]
    if not text.startswith('"'):
        return text
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        fix = "close the quotes, and put a backslash before a quote inside"
        raise MarksInvalid(match.start("value"), f"{text[:40]} is no quoted name", fix) from error
    return str(value)


def _names(match: re.Match[str]) -> str:
    """Return the list as it is written, once it can be read."""
    try:
        names = json.loads(match["names"])
    except json.JSONDecodeError:
        names = None
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        names = None
    if names is None or len(set(names)) < len(names) or len(names) > MOST_SUBSTITUTES:
        problem = f"{match['names'][:40]} is no list of up to ten exercises"
        raise MarksInvalid(match.start("names"), problem, 'write instead=["Push-up", "Dip"]')
    return match["names"]


def _fix(word: str) -> str:
    letters = re.match(r"[A-Za-z]*=?", word)
    typed = letters[0].lower() if letters else ""
    close = get_close_matches(typed, _WORDS, n=1)
    if not close:
        return EXAMPLE
    return f"did you mean “{close[0]}{word[len(typed) :]}”"


def _quoted(name: str) -> str:
    return name if _SIMPLE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _past_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
