"""Coming back after a pause: days move on, then the gap ramp applies."""

from dataclasses import dataclass
from datetime import date

from programs.engine.planning.preview import Preview, preview
from programs.engine.planning.schedule import Schedule
from programs.engine.planning.shifting import shift
from programs.engine.progression.gap import gap_policy
from programs.engine.tables import GapRow
from programs.engine.timeline import shift_after_pause
from programs.engine.units import plain


@dataclass(frozen=True, slots=True)
class Resumption:
    """A schedule taken up again: by how many days it moves, and the ramp for the gap."""

    preview: Preview
    days: int
    ramp: GapRow


def resume(
    schedule: Schedule,
    *,
    paused_from: date,
    today: date,
    last_session_on: date | None,
    is_weekday_bound: bool = True,
) -> Resumption:
    """Preview the schedule after a pause that ends ``today``.

    What wasn't due before the pause moves by its length, in whole weeks where weekdays bind; the
    gap since the last session sets the ramp (none without one). Spec 5.3, gap_policy.csv.
    """
    days = shift_after_pause((today - paused_from).days, is_weekday_bound=is_weekday_bound)
    after = shift(schedule, from_on=paused_from, days=days).after
    gap = 0 if last_session_on is None else (today - last_session_on).days
    ramp = gap_policy(gap)
    said = (f"All that wasn't due before the pause moves by {days} days.", *_ramp_words(ramp, gap))
    return Resumption(preview(before=schedule, after=after, said=said), days, ramp)


def _ramp_words(ramp: GapRow, gap: int) -> tuple[str, ...]:
    if not ramp.ramp_weeks:
        return ()
    count = ramp.ramp_weeks
    weeks = "the first week runs" if count == 1 else f"the first {count} weeks run"
    return (
        f"After {gap} days without training {weeks} at {plain(ramp.load_multiplier * 100)} % of "
        f"the loads and {plain(ramp.set_multiplier * 100)} % of the sets.",
    )
