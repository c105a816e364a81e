"""Keep the rules that ran, and what they did to the ledger, as rows that people can read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from athletes.actions.bulk_rows import insert_rows
from athletes.actions.rule_words import PLACES_SHOWN, exercises_by_slot, reason_of
from athletes.models import AnchorValue, RuleRun
from athletes.queries.plan_state import PlanState
from athletes.queries.replay import Replay
from programs.engine.resolving.preview import plain_number
from programs.engine.resolving.resolve import RuleRun as Run
from programs.engine.units import rounded

PLACES_KEPT = 12
RULE = AnchorValue.Source.RULE

RUN_FIELDS = (
    "organization", "athlete", "plan", "position", "ordinal", "slot_key", "rule", "read", "band",
    "changes",
)  # fmt: skip
RUN_COLUMNS = ("ordinal", "slot_key", "rule", "read", "band", "changes")
ENTRY_FIELDS = (
    "organization", "athlete", "plan", "name", "exercise", "value", "source", "reason",
    "effective_ordinal", "set_at",
)  # fmt: skip

# A branch inside a session has no place among the program's rules.
BRANCH = 32_767


@dataclass(frozen=True, slots=True)
class _Entry:
    """One RULE entry: what tells it from others is compared, when it was set isn't."""

    name: str
    ordinal: int
    value: Decimal | None
    reason: str


def mirror_rules(runs: Sequence[tuple[PlanState, Replay]], *, now: datetime) -> None:
    """Write rule runs and RULE entries where they differ from the replay.

    Only of sessions whose outcome is known: a forecast isn't history. A plan's runs are kept up
    to the first that differs. 2 queries, and 1 for each kind of difference.
    """
    kept_runs = _kept(RuleRun, runs, order="position")
    kept_entries = _kept(AnchorValue, runs, order="pk", source=RULE)
    stale_runs: list[int] = []
    stale_entries: list[int] = []
    new_runs: list[tuple[Any, ...]] = []
    new_entries: list[tuple[Any, ...]] = []
    for state, run in runs:
        key = state.plan.organization_id, state.plan.athlete_id, state.plan.pk
        real = [one for one in run.runs if one.ordinal in state.outcomes]
        rows = [_run_values(one) for one in real]
        there = kept_runs[state.plan.pk]
        same = _same_start(rows, [tuple(getattr(one, c) for c in RUN_COLUMNS) for one in there])
        stale_runs += [one.pk for one in there[same:]]
        new_runs += [(*key, place, *row) for place, row in enumerate(rows[same:], start=same)]
        wanted = set(_entries(state, run, real))
        for row in kept_entries[state.plan.pk]:
            entry = _Entry(row.name, row.effective_ordinal, row.value, row.reason)
            if entry in wanted:
                wanted.remove(entry)
            else:
                stale_entries.append(row.pk)
        new_entries += [
            (
                *key,
                one.name,
                state.anchor_exercises.get(one.name),
                one.value,
                RULE,
                one.reason,
                one.ordinal,
                now,
            )
            for one in sorted(wanted, key=lambda one: (one.ordinal, one.name))
        ]
    if stale_runs:
        RuleRun.objects.filter(pk__in=stale_runs).delete()
    if stale_entries:
        AnchorValue.objects.filter(pk__in=stale_entries).delete()
    insert_rows(RuleRun, new_runs, fields=RUN_FIELDS)
    insert_rows(AnchorValue, new_entries, fields=ENTRY_FIELDS)


def _kept(
    model: Any, runs: Sequence[tuple[PlanState, Replay]], *, order: str, **filters: Any
) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    plans = [state.plan.pk for state, _ in runs]
    for row in model.objects.filter(plan__in=plans, **filters).order_by("plan_id", order):
        found[row.plan_id].append(row)
    return found


def _same_start(wanted: Sequence[Any], there: Sequence[Any]) -> int:
    """Return how many rows from the first on are the same."""
    count = 0
    for one, other in zip(wanted, there, strict=False):
        if one != other:
            break
        count += 1
    return count


def _run_values(run: Run) -> tuple[Any, ...]:
    return (
        run.ordinal,
        run.slot or "",
        BRANCH if run.rule is None else run.rule,
        "" if run.read is None else _text(run.read),
        run.band,
        [
            {"anchor": one.anchor, "before": _text(one.before), "after": _text(one.after)}
            for one in run.changes
        ],
    )


def _entries(state: PlanState, run: Replay, real: Sequence[Run]) -> Iterator[_Entry]:
    exercises = exercises_by_slot(state.program)
    last_of_week: dict[int, int] = {}
    for ordinal, session in run.sessions.items():
        last_of_week[session.week] = max(ordinal, last_of_week.get(session.week, 0))
    values: dict[tuple[str, int], _Entry] = {}
    for one in real:
        ordinal = one.ordinal
        if one.applied_at != "now":
            ordinal = last_of_week.get(one.applied_at, ordinal)
            if ordinal not in state.outcomes:
                continue
        for change in one.changes:
            if change.before != change.after:
                # Of several changes after one session the last is what holds.
                values[change.anchor, ordinal] = _Entry(
                    name=change.anchor,
                    ordinal=ordinal + 1,
                    value=_kept_value(change.after),
                    reason=reason_of(one, program=state.program, exercises=exercises),
                )
    yield from values.values()


def _kept_value(value: Fraction | None) -> Decimal | None:
    return None if value is None else rounded(value, places=PLACES_KEPT)


def _text(value: Fraction | None) -> str:
    return "" if value is None else plain_number(rounded(value, places=PLACES_SHOWN))
