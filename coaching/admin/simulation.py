"""The page on which a virtual or a real athlete trains a version, before anybody does."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.models import Athlete
from athletes.queries.loads import Loads
from coaching.admin.people import athlete_of, people_of
from coaching.admin.simulation_charts import lift_charts, sets_chart
from coaching.exporters.simulation import FILES, simulation_file
from coaching.forms.assign import initial_start
from coaching.forms.kits import WhoForm, athlete_key
from coaching.forms.simulate import OWN, Lift, SimulateForm
from coaching.queries.simulated import lifts_of, not_modeled, simulated
from coaching.queries.simulated_athlete import RealStart, real_start
from coaching.queries.simulated_course import LivedPhase, lived_phases
from coaching.queries.simulated_lifts import lift_courses
from programs.engine.errors import TrainingError
from programs.engine.phases.decision import Decision
from programs.engine.simulating import athlete as virtual
from programs.engine.simulating.simulated import SimulatedDecision, Simulation
from programs.engine.tables.catalogue_names import ExerciseOf
from programs.engine.tables.names import folded
from programs.engine.timeline import local_date
from programs.models import ProgramVersion
from programs.queries.exercise_rows import exercises_of
from programs.queries.program_of import program_of
from programs.queries.ready_profiles import ready_profiles
from programs.queries.required_anchors import required_anchors

VERSION = "console:programs_programversion_change"
USUAL = "gym-lifter"
DECIDED = {
    Decision.ADVANCE: gettext_lazy("Went on"),
    Decision.EXTEND_1W: gettext_lazy("One week more"),
    Decision.REPEAT: gettext_lazy("Repeated"),
    Decision.REGRESS: gettext_lazy("Begun again, lighter"),
    Decision.DELOAD_THEN_ADVANCE: gettext_lazy("Deload, then on"),
    Decision.DELOAD_THEN_REPEAT: gettext_lazy("Deload, then repeated"),
}
HELD = gettext_lazy("Held: the coach went on")
# With three fields each, more than these would be too long for an address.
MOST_LIFTS = 40


@dataclass(frozen=True, slots=True)
class Start:
    """Whom the form begins with: a ready profile, or a real athlete with what is known of them."""

    who: str
    athlete: virtual.Athlete
    real: RealStart | None
    loads: Loads


def simulation_page(admin: Any, request: HttpRequest, version: ProgramVersion) -> HttpResponse:
    """Ask what the athlete brings, tell what comes of it, hand it out as a file. Stores nothing."""
    exercise_of = exercises_of(version)
    start = _start(request, version, now=timezone.now())
    form = _form(request, version, start=start, exercise_of=exercise_of)
    found = _simulated(form, version, start=start, exercise_of=exercise_of)
    kind = request.GET.get("format", "")
    if found is not None and kind in FILES:
        name = _("%(version)s, simulated") % {"version": version}
        return simulation_file(found, kind=kind, name=name)
    return admin.page(
        request,
        "simulation",
        title=_("Simulate %(version)s") % {"version": version},
        version=version,
        who=_who_form(request, version, chosen=start.who),
        form=form,
        real=start.real,
        unit=start.loads.unit,
        query=request.GET.urlencode(),
        back=reverse(VERSION, args=[version.pk]),
        back_label=str(version),
        status=422 if form.errors else 200,
        **(_told(found, version=version, loads=start.loads) if found else {}),
    )


def _start(request: HttpRequest, version: ProgramVersion, *, now: datetime) -> Start:
    """Return whom the address names; somebody else's athlete doesn't exist."""
    who = request.GET.get("who", USUAL)
    key = athlete_key(who)
    if key is not None:
        athlete = athlete_of(request, version, key=key)
        return _real(who, athlete, version=version, now=now)
    profile = ready_profiles().get(who)
    if profile is None:
        raise Http404(_("There is no such profile."))
    starts_on = _monday(now.date())
    return Start(who, replace(profile, start_on=starts_on), None, Loads(unit="kg"))


def _real(who: str, athlete: Athlete, *, version: ProgramVersion, now: datetime) -> Start:
    real = real_start(athlete, version=version, now=now)
    begins = virtual.Athlete(
        name=athlete.name,
        lifts={name: virtual.LiftProfile(maximum) for name, maximum in real.maxima.items()},
        equipment=real.equipment,
        start_on=_monday(local_date(now, zone=athlete.time_zone)),
    )
    return Start(who, begins, real, Loads.of(athlete))


def _monday(on: date) -> date:
    return initial_start(on=on)["starts_on"]


def _form(
    request: HttpRequest, version: ProgramVersion, *, start: Start, exercise_of: ExerciseOf
) -> SimulateForm:
    own = _("What %(name)s has") if start.real else _("What the profile has")
    return SimulateForm(
        request.GET if "run" in request.GET else None,
        start=start.athlete,
        lifts=_lifts(version, start=start, exercise_of=exercise_of),
        loads=start.loads,
        own_label=own % {"name": start.athlete.name} if start.real else own,
        initial={"who": start.who},
    )


def _lifts(version: ProgramVersion, *, start: Start, exercise_of: ExerciseOf) -> list[Lift]:
    """Return the program's lifts with what the profile tells, by the exercise, not its name."""

    def key(name: str) -> str:
        row = exercise_of(name)
        return folded(name) if row is None else row.slug

    told = {key(name): profile for name, profile in start.athlete.lifts.items()}
    lifts = lifts_of(program_of(version))[:MOST_LIFTS]
    return [Lift(name, told.get(key(name)), is_main=is_main) for name, is_main in lifts]


def _simulated(
    form: SimulateForm, version: ProgramVersion, *, start: Start, exercise_of: ExerciseOf
) -> Simulation | None:
    if not form.is_bound or not form.is_valid() or form.athlete is None:
        return None
    program, athlete, loads = program_of(version), form.athlete, None
    if start.real is not None:
        maxima = {name: lift.max_kg for name, lift in athlete.lifts.items()}
        athlete = replace(athlete, anchors=start.real.anchors(program, maxima=maxima))
        if form.cleaned_data["kit"] == OWN:
            loads = start.real.loads(program, exercise_of=exercise_of)
    try:
        return simulated(
            program,
            athlete=athlete,
            seed=form.cleaned_data["seed"],
            exercise_of=exercise_of,
            loads=loads,
        )
    except TrainingError as error:
        form.add_error(None, str(error))
        return None


def _who_form(request: HttpRequest, version: ProgramVersion, *, chosen: str) -> WhoForm:
    return WhoForm(
        label=_("Begin with the numbers of"),
        others_label=_("Ready profiles"),
        others=[(key, profile.name) for key, profile in ready_profiles().items()],
        people=people_of(request, version),
        initial={"who": chosen},
        auto_id="whose_%s",
    )


def _told(found: Simulation, *, version: ProgramVersion, loads: Loads) -> dict[str, Any]:
    own = None if found.program is program_of(version) else found.program
    labels = {one.name: one.label for one in required_anchors(version, program=own)}
    phases = lived_phases(found, labels=labels, loads=loads)
    lifts = lift_courses(found, loads=loads)
    weeks = [week for phase in phases for week in phase.weeks]
    return {
        "steps": [(phase, _decided(phase)) for phase in phases],
        "weeks": weeks,
        "charts": lift_charts(lifts, phases=phases, unit=loads.unit),
        "sets_chart": sets_chart(phases),
        "rows": [(week, [lift.by_week.get(week.number) for lift in lifts]) for week in weeks],
        "done": sum(week.done for week in weeks),
        "asked": sum(len(week.sessions) for week in weeks),
        "ends_on": phases[-1].ends_on,
        "not_modeled": list(not_modeled(found)),
    }


def _decided(phase: LivedPhase) -> list[tuple[str, int, SimulatedDecision]]:
    """Return each decision at the phase's ends in a word, with the week it was taken after."""
    return [
        (str(DECIDED.get(one.verdict.decision, HELD)), week, one) for week, one in phase.decisions
    ]
