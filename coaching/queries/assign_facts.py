"""What stands in the way of giving a program to athletes, and how old their numbers are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from athletes.actions.opening_values import OpeningValue
from athletes.models import Absence, Athlete, KnownMax, Plan, StrengthEstimate
from coaching.queries.home_form import home_form
from programs.engine.substitution.home import HomeVersion
from programs.engine.timeline import local_date
from programs.engine.units import plain, rounded
from programs.models import ProgramVersion

# Spec 2.3: an estimate counts for six weeks; what was said once is asked again after two seasons.
OLD_AFTER = timedelta(days=180)
FIRST_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AssignFacts:
    """One athlete: the plan that runs, days away, the form for home, and notes on numbers."""

    running: Plan | None
    absences: tuple[Absence, ...]
    home: HomeVersion | None
    notes: Mapping[str, str]

    def away_in_week_one(self, *, starts_on: date) -> Absence | None:
        """Return an absence in the seven days from the first one."""
        for absence in self.absences:
            ends_on = absence.to_on or date.max
            if absence.from_on < starts_on + FIRST_WEEK and ends_on >= starts_on:
                return absence
        return None


def assign_facts(
    *,
    version: ProgramVersion,
    athletes: Sequence[Athlete],
    openings: Mapping[int, Sequence[OpeningValue]],
    now: datetime,
) -> dict[int, AssignFacts]:
    """Return the facts by athlete. 4 queries."""
    plans = {
        plan.athlete_id: plan
        for plan in Plan.objects.running()
        .filter(athlete__in=athletes)
        .select_related("program_version__template")
        .defer("program_version__body")
    }
    absences: dict[int, list[Absence]] = defaultdict(list)
    today = min(local_date(now, zone=athlete.time_zone) for athlete in athletes)
    rows = Absence.objects.filter(athlete__in=athletes).exclude(to_on__lt=today)
    for absence in rows.order_by("from_on", "pk"):
        absences[absence.athlete_id].append(absence)
    days = _days(athletes)

    def note(athlete: Athlete, one: OpeningValue) -> str:
        return _note(one, on=days.get((athlete.pk, one.exercise_id, one.origin)), now=now)

    return {
        athlete.pk: AssignFacts(
            running=plans.get(athlete.pk),
            absences=tuple(absences[athlete.pk]),
            home=home_form(version, athlete=athlete),
            notes={one.name: note(athlete, one) for one in openings[athlete.pk]},
        )
        for athlete in athletes
    }


def _days(athletes: Sequence[Athlete]) -> dict[tuple[int, int | None, str], date]:
    """Return by athlete, exercise and origin the day a number is of. 2 queries."""
    logged = (
        StrengthEstimate.objects.filter(athlete__in=athletes)
        .order_by()
        .values_list("athlete_id", "exercise_id")
        .annotate(Max("on"))
    )
    found: dict[tuple[int, int | None, str], date] = {
        (athlete, exercise, "estimated"): on for athlete, exercise, on in logged
    }
    said = KnownMax.objects.filter(athlete__in=athletes)
    for athlete, exercise, at in said.values_list("athlete_id", "exercise_id", "said_at"):
        found[athlete, exercise, "named"] = at.date()
    return found


def _note(opening: OpeningValue, *, on: date | None, now: datetime) -> str:
    """Return where a number comes from, how sure it is and of when; nothing where it is plain."""
    parts = []
    if opening.origin == "estimated" and opening.sigma_pct is not None:
        parts = [
            _("from the log"),
            _("± %(percent)s%%") % {"percent": plain(rounded(opening.sigma_pct, places=1))},
        ]
    elif opening.origin == "named":
        parts = [_("named by the athlete")]
    elif opening.origin == "earlier":
        parts = [_("from an earlier plan")]
    elif opening.origin == "unknown":
        return _("to be tested")
    if parts and on is not None:
        parts.append(date_format(on, "j M Y"))
        if on < now.date() - OLD_AFTER:
            parts.append(_("old: test it again"))
    return ", ".join(parts)
