"""Correcting a past result replays what came after it and nothing before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.program import Result
from programs.engine.resolving.resolve import Outcome, resolve
from tests.engine.published import published

NAMES = ["stronglifts-5x5", "gzclp", "dup", "sbs-rtf", "alternating-10wk"]
PROGRAMS = {name: published(name) for name in NAMES}

reported = st.builds(
    Result, ok=st.none() | st.booleans(), reps=st.none() | st.integers(min_value=0, max_value=15)
)


@st.composite
def logs(draw, program):
    sessions = resolve(program, outcomes={}).sessions
    outcomes = {}
    for session in sessions:
        performed = draw(st.booleans())
        results = {slot.key: draw(reported) for slot in session.slots} if performed else {}
        outcomes[session.ordinal] = Outcome(performed=performed, results=results)
    return outcomes


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, deadline=None)
@given(draw=st.data())
def test_corrected_result_changes_nothing_before_it(name, draw):
    program = PROGRAMS[name]
    outcomes = draw.draw(logs(program))
    ordinal = draw.draw(st.sampled_from(sorted(outcomes)))
    key = draw.draw(st.sampled_from(sorted({slot.key for slot in program.slots})))

    corrected = {**outcomes, ordinal: Outcome(performed=True, results={key: draw.draw(reported)})}
    before = resolve(program, outcomes=outcomes)
    after = resolve(program, outcomes=corrected)

    assert after.sessions[: ordinal - 1] == before.sessions[: ordinal - 1]
    assert after.sessions[ordinal - 1].anchors_before == before.sessions[ordinal - 1].anchors_before
    # A deferred change is dated by the week in which it took effect, so only runs' own reading
    # and band are fixed by what came before.
    assert [(run.rule, run.read, run.band) for run in after.runs if run.ordinal < ordinal] == [
        (run.rule, run.read, run.band) for run in before.runs if run.ordinal < ordinal
    ]


@pytest.mark.parametrize("name", NAMES)
def test_resolving_twice_gives_the_same(name):
    assert resolve(PROGRAMS[name]) == resolve(PROGRAMS[name])


@pytest.mark.parametrize("name", NAMES)
def test_outcomes_of_the_example_give_the_examples_loads(name):
    program = PROGRAMS[name]
    seen: dict[str, int] = {}
    outcomes = {}
    for session in resolve(program).sessions:
        results = {}
        for slot in session.slots:
            entries = program.example_results.get(slot.key, ())
            place = seen.get(slot.key, 0)
            seen[slot.key] = place + 1
            entry = entries[place] if place < len(entries) else None
            if entry:
                results[slot.key] = entry
        outcomes[session.ordinal] = Outcome(performed=True, results=results)

    assert resolve(program, outcomes=outcomes) == resolve(program)
