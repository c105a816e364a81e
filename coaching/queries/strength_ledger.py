"""An athlete's training numbers: those in force, every entry with its reason, and maxima said."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from athletes.models import AnchorValue, Athlete, KnownMax, Plan
from athletes.queries.exercises import TrainedExercise, get_exercises
from athletes.queries.loads import Loads
from coaching.queries.plan_page import Number, plan_numbers

ENTRIES_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the ledger, in the athlete's unit; ``change`` since the entry before it."""

    label: str
    value: Decimal | None
    change: Decimal | None
    source: str
    reason: str
    from_session: int
    set_at: datetime
    set_by: str


@dataclass(frozen=True, slots=True)
class SaidMax:
    """A maximum that the athlete named."""

    exercise: str
    value: Decimal
    said_at: datetime


@dataclass(frozen=True, slots=True)
class StrengthLedger:
    """``plan`` is the running or last one, None without any; entries newest first."""

    unit: str
    plan: Plan | None
    numbers: tuple[Number, ...]
    entries: tuple[Entry, ...]
    exercises: tuple[TrainedExercise, ...]
    said: tuple[SaidMax, ...]


def get_strength_ledger(*, athlete: Athlete, number: str = "") -> StrengthLedger:
    """Return the ledger, of one number if named. 7 queries, 4 without a plan."""
    loads = Loads.of(athlete)
    plans = Plan.objects.filter(athlete=athlete).select_related("program_version", "athlete")
    plan = plans.running_first().first()
    numbers = plan_numbers(plan, loads=loads) if plan else ()
    labels = {one.name: one.label for one in numbers}
    said = KnownMax.objects.filter(athlete=athlete).select_related("exercise")
    return StrengthLedger(
        unit=loads.unit,
        plan=plan,
        numbers=numbers,
        entries=_entries(plan, labels=labels, number=number, loads=loads) if plan else (),
        exercises=get_exercises(athlete=athlete),
        said=tuple(
            SaidMax(one.exercise.name, loads.shown(one.max_kg), one.said_at)
            for one in said.order_by("exercise__name", "pk")
        ),
    )


def _entries(plan: Plan, *, labels: dict[str, str], number: str, loads: Loads) -> tuple[Entry, ...]:
    # Counters and rungs are the program's own; that a number isn't known yet stands above.
    rows = AnchorValue.objects.filter(
        organization_id=plan.organization_id,
        plan=plan,
        name__in=[number] if number in labels else list(labels),
    ).exclude(source=AnchorValue.Source.INITIAL, value=None)
    rows = rows.select_related("set_by").order_by("-set_at", "-effective_ordinal", "-pk")
    newest = list(rows[: ENTRIES_SHOWN + 1])
    found, before = list[Entry](), dict[str, Decimal | None]()
    for row in reversed(newest):
        found.append(_entry(row, before=before.get(row.name), labels=labels, loads=loads))
        before[row.name] = row.value
    return tuple(reversed(found))[:ENTRIES_SHOWN]


def _entry(
    row: AnchorValue, *, before: Decimal | None, labels: dict[str, str], loads: Loads
) -> Entry:
    has_change = before is not None and row.value is not None and row.value != before
    return Entry(
        label=labels.get(row.name, row.name),
        value=loads.shown_or_none(row.value),
        change=loads.shown(row.value - before) if has_change else None,  # type: ignore[operator]
        source=row.get_source_display(),
        reason=row.reason,
        from_session=row.effective_ordinal,
        set_at=row.set_at,
        set_by=str(row.set_by) if row.set_by else "",
    )
