"""A simulation as text: weeks and their story in a table, sets as CSV, all of it as JSON."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from programs.engine.resolving.anchors import to_decimal
from programs.engine.resolving.preview import plain_number
from programs.engine.resolving.resolved import AnchorChange, ResolvedGroup, RuleRun
from programs.engine.resolving.results import PerformedSet
from programs.engine.simulating.lifting import LiftedSlot
from programs.engine.simulating.simulated import (
    SimulatedDecision,
    SimulatedSession,
    SimulatedWeek,
    Simulation,
)
from programs.engine.units import plain, rounded

COLUMNS = (
    "week",
    "on",
    "phase",
    "exercise",
    "set",
    "asked_reps",
    "asked_load_kg",
    "asked_rpe",
    "reps",
    "load_kg",
    "rpe",
)


def simulation_table(simulation: Simulation) -> str:
    """Return each week's story: lifts, misses, rules that ran, and why phases ended."""
    return "\n".join(_lines(simulation)) + "\n"


def simulation_csv(simulation: Simulation) -> str:
    """Return one row a set: what was asked and what was done, empty in a missed session."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for week in simulation.weeks:
        for session in week.sessions:
            writer.writerows(_rows(week, session))
    return out.getvalue()


def simulation_json(simulation: Simulation) -> str:
    """Return the weeks with sessions, rule runs, decisions and maxima; numbers as text."""
    runs = _runs_by_session(simulation)
    body = {
        "program": simulation.program.name,
        "notes": list(simulation.notes),
        "weeks": [_week_body(week, runs=runs) for week in simulation.weeks],
        "anchors": {name: _text(value) for name, value in simulation.resolution.anchors.items()},
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _lines(simulation: Simulation) -> Iterator[str]:
    runs = _runs_by_session(simulation)
    yield from simulation.notes
    for week in simulation.weeks:
        if week.break_weeks:
            yield f"-- {week.break_weeks} {_plural('week', week.break_weeks)} without training --"
        ramp = "" if week.ramp == 1 else f", loads x {plain_number(plain(week.ramp))} after a break"
        yield (
            f"Week {week.number}, {week.starts_on}, {week.phase}: "
            f"{week.done} of {len(week.sessions)} sessions{ramp}"
        )
        for session in week.sessions:
            yield from _session_lines(session)
            yield from _rule_lines(runs.get(session.session.ordinal, []))
        if week.decision:
            yield from _decision_lines(week.decision)
    yield from _final_lines(simulation)


def _session_lines(session: SimulatedSession) -> Iterator[str]:
    if not session.is_done:
        yield f"  {session.on} missed"
        return
    for lifted in session.lifted:
        yield f"  {session.on} {lifted.slot.exercise}: {_sets_in_words(lifted)}"


def _sets_in_words(lifted: LiftedSlot) -> str:
    runs: list[tuple[str, int]] = []
    for one in lifted.sets:
        text = _set_in_words(one, lifted.slot.groups[one.group])
        if runs and runs[-1][0] == text:
            runs[-1] = (text, runs[-1][1] + 1)
        else:
            runs.append((text, 1))
    return ", ".join(text if count == 1 else f"{count}x {text}" for text, count in runs)


def _set_in_words(one: PerformedSet, group: ResolvedGroup) -> str:
    unit = "s" if group.reps.kind == "seconds" else ""
    text = f"{one.reps}{unit}"
    if one.load_kg is not None:
        text += f" x {plain_number(one.load_kg)} kg"
    if one.rpe is not None:
        text += f" @{plain_number(one.rpe)}"
    return text if one.reps >= group.reps.floor else f"{text} (of {group.reps.text})"


def _rule_lines(runs: list[RuleRun]) -> Iterator[str]:
    for run in runs:
        changes = ", ".join(_change_in_words(change) for change in run.changes if _moves(change))
        if changes:
            when = "" if run.applied_at == "now" else f" at the end of week {run.applied_at}"
            yield f"    {changes}{when}"


def _change_in_words(change: AnchorChange) -> str:
    return f"{change.anchor} {_shown(change.before)} -> {_shown(change.after)}"


def _decision_lines(decision: SimulatedDecision) -> Iterator[str]:
    adherence = decision.adherence
    parts = {
        "adherence": adherence.composite,
        "sessions": adherence.session,
        "sets": adherence.sets,
        "volume": adherence.volume,
        "intensity": adherence.intensity,
        "exposure": adherence.exposure,
    }
    told = ", ".join(f"{name} {_percent(part)}" for name, part in parts.items())
    yield f"  => {decision.verdict.decision.value}: {decision.words}"
    yield f"     {told}"


def _final_lines(simulation: Simulation) -> Iterator[str]:
    yield "At the end"
    for name, value in simulation.resolution.anchors.items():
        yield f"  {name}: {_shown(value)}"
    for name, maximum in simulation.weeks[-1].maxima_kg.items():
        yield f"  maximum of {name}: {plain_number(maximum)} kg"


def _rows(week: SimulatedWeek, session: SimulatedSession) -> Iterator[list[str]]:
    done = {lifted.slot.key: lifted for lifted in session.lifted}
    for slot in session.session.slots:
        lifted = done.get(slot.key)
        shown = slot if lifted is None else lifted.slot
        number = 0
        for place, group in enumerate(shown.groups):
            sets = [one for one in (lifted.sets if lifted else ()) if one.group == place]
            for count in range(group.sets):
                number += 1
                one = sets[count] if count < len(sets) else None
                yield [
                    str(week.number),
                    str(session.on),
                    week.phase,
                    shown.exercise,
                    str(number),
                    group.reps.text,
                    *map(_cell, (group.load_kg, group.rpe)),
                    "" if one is None else str(one.reps),
                    *map(_cell, (None, None) if one is None else (one.load_kg, one.rpe)),
                ]


def _week_body(week: SimulatedWeek, *, runs: Mapping[int, list[RuleRun]]) -> dict[str, object]:
    return {
        "week": week.number,
        "starts_on": str(week.starts_on),
        "phase": week.phase,
        "break_weeks": week.break_weeks,
        "ramp": _cell(plain(week.ramp)),
        "sessions": [
            {
                "on": str(one.on),
                "done": one.is_done,
                "exercises": [
                    {
                        "exercise": lifted.slot.exercise,
                        "sets": [
                            {
                                "asked": lifted.slot.groups[done.group].reps.text,
                                "reps": done.reps,
                                "load_kg": _text(done.load_kg),
                                "rpe": _text(done.rpe),
                            }
                            for done in lifted.sets
                        ],
                    }
                    for lifted in one.lifted
                ],
                "rules": [
                    {
                        "rule": run.rule,
                        "slot": run.slot,
                        "read": _text(run.read),
                        "band": run.band,
                        "applied_at": run.applied_at,
                        "changes": [
                            {
                                "anchor": change.anchor,
                                "before": _text(change.before),
                                "after": _text(change.after),
                            }
                            for change in run.changes
                        ],
                    }
                    for run in runs.get(one.session.ordinal, [])
                ],
            }
            for one in week.sessions
        ],
        "maxima_kg": {name: plain_number(value) for name, value in week.maxima_kg.items()},
        "decision": _decision_body(week.decision),
    }


def _decision_body(decision: SimulatedDecision | None) -> dict[str, object] | None:
    if decision is None:
        return None
    adherence = decision.adherence
    return {
        "decision": decision.verdict.decision.value,
        "reason": decision.verdict.reason.value,
        "words": decision.words,
        "is_proposal": decision.is_proposal,
        "exposure": _text(adherence.exposure),
        "composite": _text(adherence.composite),
        "session": _text(adherence.session),
        "sets": _text(adherence.sets),
        "volume": _text(adherence.volume),
        "intensity": _text(adherence.intensity),
    }


def _runs_by_session(simulation: Simulation) -> dict[int, list[RuleRun]]:
    runs: dict[int, list[RuleRun]] = {}
    for run in simulation.resolution.runs:
        runs.setdefault(run.ordinal, []).append(run)
    return runs


def _moves(change: AnchorChange) -> bool:
    return change.before != change.after


def _shown(value: Fraction | None) -> str:
    return "unknown" if value is None else plain_number(plain(rounded(value, places=2)))


def _percent(share: Fraction | None) -> str:
    return "-" if share is None else f"{plain_number(plain(rounded(share * 100, places=1)))} %"


def _text(value: Decimal | Fraction | None) -> str | None:
    if value is None:
        return None
    return plain_number(to_decimal(value) if isinstance(value, Fraction) else value)


def _cell(value: Decimal | None) -> str:
    return "" if value is None else plain_number(value)


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
