"""The rules that act on loads, sessions and phases, with where each one is."""

from dataclasses import dataclass

ENGINE = "programs.engine"
CASES = "tests/engine/cases"


@dataclass(frozen=True, slots=True)
class CodeRule:
    """A rule in code: what it says, the modules under the engine, its tables, source, tests.

    ``figures`` of the modules are read from them; ``tables`` are CSV files by name.
    """

    key: str
    topic: str
    statement: str
    modules: tuple[str, ...]
    source: str
    tests: tuple[str, ...]
    tables: tuple[str, ...] = ()


def _cases(name: str) -> str:
    return f"{CASES}/{name}_cases.csv"


CODE_RULES: tuple[CodeRule, ...] = (
    CodeRule(
        key="rpe-chart",
        topic="Loads",
        statement="Reps at an RPE stand for a percent of the maximum, read from one scale.",
        modules=("loads.estimates",),
        source="spec 2.1; RTS",
        tests=(_cases("e1rm"), "tests/engine/test_estimates_laws.py"),
        tables=("rpe_chart",),
    ),
    CodeRule(
        key="e1rm",
        topic="Loads",
        statement=(
            "An estimated maximum needs an effort: the chart to 12 reps, formulas to 15; "
            "each has an error, and newer, surer sets weigh more in the trend."
        ),
        modules=("loads.estimates",),
        source="spec 2.2 and 2.3; Reynolds 2006; Halperin 2022",
        tests=(_cases("e1rm"), _cases("e1rm_trend")),
        tables=("e1rm_formulas", "e1rm_multipliers"),
    ),
    CodeRule(
        key="rounding",
        topic="Rounding and plates",
        statement="A load is rounded once to what can be made, ties down; reps follow if it can't.",
        modules=("loads.loading", "loads.kept_effort"),
        source="spec 2.5",
        tests=(_cases("rounding"), "tests/engine/test_loading_round.py"),
    ),
    CodeRule(
        key="plates",
        topic="Rounding and plates",
        statement="Plates per side are the exact best choice of those owned, fewest first.",
        modules=("loads.plates",),
        source="spec 2.5",
        tests=(_cases("plate"), "tests/engine/test_loading_plates.py"),
    ),
    CodeRule(
        key="load-conventions",
        topic="Loads",
        statement="What a logged load means on each implement, body weight's share included.",
        modules=("loads.conventions",),
        source="spec 2.5 and 3.2",
        tests=("tests/engine/test_loads_conventions.py",),
        tables=("exercises",),
    ),
    CodeRule(
        key="prilepin",
        topic="Loads",
        statement="Reps advised in a zone of intensity, per set and in total; advice only.",
        modules=("loads.prilepin",),
        source="spec 2.4; Hristov 2005",
        tests=("tests/engine/test_loads_prilepin.py",),
        tables=("prilepin",),
    ),
    CodeRule(
        key="warm-up",
        topic="Loads",
        statement="A ramp from the empty bar to the top set; never counted as work.",
        modules=("loads.warm_up",),
        source="spec 2.4, heuristic",
        tests=("tests/engine/test_loads_warm_up.py",),
    ),
    CodeRule(
        key="home-strength",
        topic="Training at home",
        statement="What to do, in order, when the heaviest dumbbells are too light.",
        modules=("loads.home_strength",),
        source="spec 1.4, S09, S25",
        tests=("tests/engine/test_loads_home_strength.py",),
    ),
    CodeRule(
        key="hard-sets",
        topic="Volume",
        statement="A set with 4 reps or fewer in reserve is hard; secondary muscles count half.",
        modules=("volume.counting",),
        source="spec 3.2; Pelland 2024",
        tests=(_cases("metrics"), "tests/engine/test_volume_counting.py"),
        tables=("exercises", "muscle_groups"),
    ),
    CodeRule(
        key="landmarks",
        topic="Volume",
        statement="Bands of weekly sets per muscle, to show and to edit, never a verdict.",
        modules=("volume.landmarks",),
        source="spec 3.3, heuristic",
        tests=("tests/engine/test_volume_landmarks.py",),
        tables=("volume_landmarks",),
    ),
    CodeRule(
        key="intensity-metrics",
        topic="Volume",
        statement="Average relative intensity, INOL, session load, monotony and strain.",
        modules=("volume.metrics",),
        source="spec 3.2 and 3.4",
        tests=(_cases("metrics"),),
    ),
    CodeRule(
        key="linear",
        topic="Progression",
        statement="All sets met: add the step. Too hard: hold. Missed: repeat, then reset.",
        modules=("progression.linear",),
        source="spec 4, heuristic",
        tests=(_cases("progression"), "tests/engine/test_progression_edges.py"),
    ),
    CodeRule(
        key="double",
        topic="Progression",
        statement="Reps grow to the top of the range, then the load; coarse steps stretch the top.",
        modules=("progression.double",),
        source="spec 4, heuristic",
        tests=(_cases("progression"), "tests/engine/test_progression_edges.py"),
    ),
    CodeRule(
        key="ramps",
        topic="Progression",
        statement="RIR and sets go in equal steps from first to last week; a poor week gates sets.",
        modules=("progression.ramps",),
        source="spec 4, heuristic",
        tests=(_cases("progression"),),
    ),
    CodeRule(
        key="top-set",
        topic="Progression",
        statement="Back-offs are made from the maximum that the day's top set shows.",
        modules=("progression.top_set",),
        source="spec 4, heuristic",
        tests=(_cases("progression"),),
    ),
    CodeRule(
        key="wave",
        topic="Progression",
        statement="Reps and effort by week or day of a cycle; loads always from the maximum.",
        modules=("progression.wave",),
        source="spec 4",
        tests=("tests/engine/test_progression_edges.py",),
    ),
    CodeRule(
        key="amrap",
        topic="Progression",
        statement="An open last set moves the training max, within a cap.",
        modules=("progression.amrap",),
        source="spec 4, heuristic",
        tests=(_cases("progression"),),
    ),
    CodeRule(
        key="rpe-adjust",
        topic="Progression",
        statement="The next load follows the chart when effort missed its target.",
        modules=("progression.rpe_adjust",),
        source="spec 4; Helms 2018",
        tests=(_cases("progression"),),
    ),
    CodeRule(
        key="stall",
        topic="Progression",
        statement="The best of the last exposures against the best before them.",
        modules=("progression.stall",),
        source="spec 4, S32",
        tests=(_cases("progression"),),
    ),
    CodeRule(
        key="gap",
        topic="Deloads and gaps",
        statement="After days without a lift, load and sets come back over a ramp.",
        modules=("progression.gap",),
        source="spec 4; McMaster 2013; Bosquet 2013",
        tests=(_cases("progression"),),
        tables=("gap_policy",),
    ),
    CodeRule(
        key="deload",
        topic="Deloads and gaps",
        statement="A deload is due when planned, after long loading, or on two signs of fatigue.",
        modules=("progression.deload",),
        source="spec 4; Rogerson 2024",
        tests=(_cases("progression"),),
    ),
    CodeRule(
        key="phase-end",
        topic="Phase changes",
        statement="Fifteen rules in order decide what a phase's end does; the first match wins.",
        modules=("phases.decision",),
        source="spec 5.1; Bailey 2020",
        tests=(_cases("phase_roll"), "tests/engine/test_phases_decide.py"),
    ),
    CodeRule(
        key="opening-loads",
        topic="Phase changes",
        statement="A strength phase opens with loads from what was lifted before it.",
        modules=("phases.boundary",),
        source="spec 5.2, heuristic",
        tests=("tests/engine/test_boundary_opening.py",),
        tables=("lift_ratios",),
    ),
    CodeRule(
        key="rotation",
        topic="Phase changes",
        statement="How many exercises may change between two phases.",
        modules=("phases.rotation",),
        source="spec 5.2; Kassiano 2022",
        tests=("tests/engine/test_phases_boundary.py",),
    ),
    CodeRule(
        key="local-days",
        topic="Schedule",
        statement="A session belongs to a local day; a late one still counts within the window.",
        modules=("timeline",),
        source="spec 5.3 and 6.2",
        tests=("tests/engine/test_timeline_days.py",),
    ),
    CodeRule(
        key="adherence",
        topic="Adherence",
        statement="Four parts and their weighted mean, of what was due; excused and paused isn't.",
        modules=("adherence.measures", "adherence.counts"),
        source="spec 6.2, heuristic inside 6.1's precedents",
        tests=(_cases("adherence"), "tests/engine/test_adherence_rules.py"),
    ),
    CodeRule(
        key="adherence-flags",
        topic="Adherence",
        statement="What the composite can hide, by goal, and a fall under the athlete's own mean.",
        modules=("adherence.flags", "adherence.own_trend"),
        source="spec 6.2, ADR 9",
        tests=("tests/engine/test_adherence_verdicts.py",),
    ),
    CodeRule(
        key="adherence-verdicts",
        topic="Adherence",
        statement="Which parts carry each kind of phase, and what each part means there.",
        modules=("adherence.verdicts", "adherence.readings"),
        source="spec 1.2, 1.3 and 6.2",
        tests=("tests/engine/test_adherence_verdicts.py",),
    ),
    CodeRule(
        key="change",
        topic="Progress",
        statement="A change is clear from the minimal detectable one, possible from 2 % or 1 rep.",
        modules=("progress.change", "progress.measures"),
        source="spec 8.2; Grgic 2020; Mitter 2022",
        tests=(_cases("metrics"), "tests/engine/test_progress_measures.py"),
        tables=("change_thresholds",),
    ),
    CodeRule(
        key="fair-comparison",
        topic="Progress",
        statement="Results compare only where goal, exercise, method, reps, effort and rest match.",
        modules=("progress.compare", "progress.rested", "progress.dose", "progress.ranking"),
        source="spec 8.3",
        tests=("tests/engine/test_progress_compare.py",),
    ),
    CodeRule(
        key="scorecard",
        topic="Progress",
        statement="Strength is told by what was lifted, hypertrophy by how hard the muscle worked.",
        modules=("progress.scorecard", "progress.headlines", "progress.lifts"),
        source="spec 8.1, S27",
        tests=("tests/engine/test_progress_scorecard.py",),
    ),
    CodeRule(
        key="ready-made-templates",
        topic="Programs",
        statement="Rest times, reps, sets and efforts of the templates that come ready made.",
        modules=("composing.composition",),
        source="spec 1.2",
        tests=("tests/programs/test_composition_bands.py",),
        tables=("sample_templates",),
    ),
    CodeRule(
        key="resolving",
        topic="Programs",
        statement="How a program becomes sets with loads: the same function for every purpose.",
        modules=("resolving.resolve", "resolving.groups"),
        source="the program format",
        tests=("tests/engine/test_program_tables.py", "programs/data/published"),
    ),
    CodeRule(
        key="substitution",
        topic="Training at home",
        statement="A replacement keeps muscle and intent and needs only what is there.",
        modules=("substitution.replace", "substitution.start_load"),
        source="spec 7; Saeterbakken 2011",
        tests=("tests/engine/test_substitution_replace.py",),
        tables=("substitutions",),
    ),
)
