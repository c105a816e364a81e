"""The macrocycles that every organization begins with."""

from programs.engine.composing.composition import Composition
from programs.engine.goals import Goal

STARTERS = (
    Composition(
        name="Build, then lift heavy",
        equipment="GYM",
        first_goal=Goal.HYPERTROPHY,
        summary=(
            "Ten weeks for the gym that begin with size. Four weeks of hypertrophy on an "
            "upper/lower split, eight exercises a session and every set a little closer to its "
            "limit; a light week; then four weeks around the squat, bench press, deadlift and "
            "overhead press, few sets, long rests, loads that follow what was lifted; a light "
            "week to finish fresh."
        ),
    ),
    Composition(
        name="Strength first, then size",
        equipment="GYM",
        first_goal=Goal.STRENGTH,
        summary=(
            "Ten weeks for the gym that begin heavy. Four weeks on the four big lifts, three "
            "days a week, opening at RPE 7 so that the first sessions teach the loads; a light "
            "week; then four weeks of higher repetitions on four days that put muscle on the new "
            "strength; a light week."
        ),
    ),
    Composition(
        name="Two rounds: size and strength",
        equipment="GYM",
        first_goal=Goal.HYPERTROPHY,
        repeats=2,
        summary=(
            "Twenty weeks for the gym, for those who plan by the season. Hypertrophy and strength "
            "take turns twice, four weeks each with a light week after every one. The second "
            "round starts from what the first has built, so the two are easy to compare."
        ),
    ),
    Composition(
        name="At home: build, then lift heavy",
        equipment="HOME",
        first_goal=Goal.HYPERTROPHY,
        hypertrophy_days=3,
        summary=(
            "Ten weeks with a bench and a pair of adjustable dumbbells, three full-body days a "
            "week. Four weeks of hypertrophy, a light week, four weeks of strength on split "
            "squats, presses and single-leg hinges that make moderate dumbbells heavy, and a "
            "light week."
        ),
    ),
    Composition(
        name="At home: strength first",
        equipment="HOME",
        first_goal=Goal.STRENGTH,
        hypertrophy_days=3,
        summary=(
            "Ten weeks with adjustable dumbbells that begin with fives. Four weeks of strength on "
            "three short days, a light week, four weeks of hypertrophy with slower lowering and "
            "more repetitions, and a light week. Sessions fit into an hour."
        ),
    ),
)
"""Four weeks a phase, a light week after each; all pass the bands of phase_rules.csv."""
