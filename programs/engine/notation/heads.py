"""Reading what stands above the training days: name, goal, schedule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypeVar, get_args

from programs.engine.goals import Goal
from programs.engine.notation.text_faults import TextFaults
from programs.engine.program.parts import Ends
from programs.engine.tables import muscle_groups
from programs.engine.tables.muscle_words import muscle_remedy

NAMES = ("Mesocycle", "Goal", "Schedule", "Ends", "Priority")
ROTATION = "write Schedule, rotation, 3 a week, 24 sessions, each in its cell"

_PER_WEEK = re.compile(r"(\d{1,4}) a week", re.ASCII)
_SESSIONS = re.compile(r"(\d{1,5}) sessions?", re.ASCII)
W = TypeVar("W", bound=str)

_ENDS: tuple[Ends, ...] = get_args(Ends)


@dataclass(frozen=True, slots=True)
class Head:
    """What a mesocycle is called, is for and how it runs."""

    name: str = ""
    goal: Goal = Goal.STRENGTH
    is_rotation: bool = False
    per_week: int = 0
    sessions: int = 0
    ends: Ends = "weeks"
    priority: tuple[str, ...] = ()


def read_head(lines: Sequence[tuple[str, ...]], faults: TextFaults) -> Head:
    """Return what the lines above the first training day say; faults are kept in ``faults``."""
    head = Head()
    seen = set()
    for line, cells in enumerate(lines, start=1):
        name = cells[0].removesuffix(":").capitalize()
        if not any(cells):
            continue
        if name not in NAMES:
            faults.add(line, 1, 1, f"“{cells[0][:40]}” is not known here", _did_you_mean(name))
            continue
        if name in seen:
            faults.add(line, 1, 1, f"{name} is given twice", "keep one")
        seen.add(name)
        head = _with_line(head, name, line, cells, faults)
    for name in ("Mesocycle", "Goal"):
        if name not in seen:
            example = "Mesocycle, Base" if name == "Mesocycle" else "Goal, hypertrophy"
            faults.add(1, 1, 1, f"{name} is missing", f"write it above: {example}")
    return head


def _with_line(head: Head, name: str, line: int, cells: Sequence[str], faults: TextFaults) -> Head:
    first = cells[1] if len(cells) > 1 else ""
    if not first:
        faults.add(line, 2, 1, f"{name} is blank", "fill the cell in, or take the line out")
        return head
    if name == "Mesocycle":
        return replace(head, name=first)
    if name == "Priority":
        return replace(head, priority=_muscles(cells, line, faults))
    if name == "Schedule":
        return _with_schedule(head, line, cells, faults)
    if name == "Goal":
        goal = _one_of(first, tuple(Goal), line, faults)
        return head if goal is None else replace(head, goal=goal)
    ends = _one_of(first, _ENDS, line, faults)
    return head if ends is None else replace(head, ends=ends)


def _with_schedule(head: Head, line: int, cells: Sequence[str], faults: TextFaults) -> Head:
    kind = _one_of(cells[1], ("calendar", "rotation"), line, faults)
    if kind != "rotation":
        return head
    words = ", ".join(cells[2:]).lower()
    per_week, sessions = _PER_WEEK.search(words), _SESSIONS.search(words)
    if per_week is None or sessions is None:
        faults.add(line, 3, 1, "a rotation needs its sessions", ROTATION)
        return replace(head, is_rotation=True)
    return replace(head, is_rotation=True, per_week=int(per_week[1]), sessions=int(sessions[1]))


def _muscles(cells: Sequence[str], line: int, faults: TextFaults) -> tuple[str, ...]:
    for place, cell in enumerate(cells[1:], start=2):
        if cell and cell not in muscle_groups():
            faults.add(line, place, 1, f"“{cell[:40]}” is no muscle", muscle_remedy(cell))
    return tuple(cell for cell in cells[1:] if cell)


def _one_of(text: str, options: Sequence[W], line: int, faults: TextFaults) -> W | None:
    for option in options:
        if text.lower() == option:
            return option
    close = get_close_matches(text.lower(), options, n=1)
    fix = f"did you mean “{close[0]}”" if close else f"use {', '.join(options)}"
    faults.add(line, 2, 1, f"“{text[:40]}” is not known here", fix)
    return None


def _did_you_mean(name: str) -> str:
    close = get_close_matches(name, NAMES, n=1)
    return f"did you mean “{close[0]}”" if close else f"use {', '.join(NAMES)}, then Day 1"
