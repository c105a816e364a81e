"""A new version merged with one athlete's own changes: both kept, true conflicts listed."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from programs.engine.program import read_program
from programs.engine.versions.apply import DiffDoesNotFit, apply_diff
from programs.engine.versions.compare import compare
from programs.engine.versions.diff import Diff
from programs.engine.versions.merge import merge
from tests.engine.edited_programs import edited, small_body
from tests.engine.programs_by_hand import slot

BASE = read_program(small_body())


def version(edit):
    body = small_body()
    edit(body)
    return read_program(body)


def lower(body, week=0):
    return body["mesocycles"][0]["weeks"][week]["days"][0]


def squat(body, week=0):
    return lower(body, week)["slots"][0]["groups"][0]


def merged(new, own, **choices):
    new, own = version(new), version(own)
    return merge(base=BASE, new=new, overrides=compare(BASE, own), **choices)


def four_sets(body):
    squat(body)["sets"] = 4


def six_sets(body):
    squat(body)["sets"] = 6


def lighter(body):
    squat(body)["load"]["percent"] = 70


def both(body):
    four_sets(body)
    lighter(body)


def without_squat(body):
    del lower(body)["slots"][0]


def without_second_week(body):
    del body["mesocycles"][0]["weeks"][1]


def second_lighter(body):
    squat(body, 1)["load"]["percent"] = 70


def with_curl(reps):
    def edit(body):
        lower(body)["slots"].append(slot({"reps": reps}, key="Curl", exercise="Curl"))

    return edit


@settings(max_examples=15)
@given(new=edited())
def test_merge_without_overrides_is_the_new_version(new):
    result = merge(base=BASE, new=new, overrides=Diff())

    assert result.program == new
    assert result.conflicts == ()


@settings(max_examples=15)
@given(own=edited())
def test_merge_without_a_new_version_is_the_base_with_its_overrides(own):
    result = merge(base=BASE, new=BASE, overrides=compare(BASE, own))

    assert result.program == own
    assert result.conflicts == ()


@settings(max_examples=15)
@given(same=edited())
def test_merge_of_what_both_did_alike_is_that_without_conflict(same):
    result = merge(base=BASE, new=same, overrides=compare(BASE, same))

    assert result.program == same
    assert result.conflicts == ()


@settings(max_examples=15)
@given(new=edited(), own=edited())
def test_merge_of_any_two_is_a_program_and_the_same_each_time(new, own):
    overrides = compare(BASE, own)

    result = merge(base=BASE, new=new, overrides=overrides)

    assert merge(base=BASE, new=new, overrides=overrides) == result
    assert all(one.text and one.override for one in result.conflicts)
    if not result.conflicts:
        yielding = merge(base=BASE, new=new, overrides=overrides, unresolved="new")
        assert yielding.program == result.program


def _phase(program, kind):
    phases = [one for one in program.mesocycles if one.kind == kind]
    whole = {one.kind: one for one in BASE.mesocycles}
    is_alone = len(phases) == 1 and (kind == "rotation" or phases[0].weeks[0].week == 1)
    return phases[0] if is_alone else whole[kind]


@settings(max_examples=15)
@given(new=edited(), own=edited())
def test_merge_of_edits_of_different_phases_has_both_and_no_conflict(new, own):
    base_phase, peak_phase = BASE.mesocycles
    first, second = _phase(new, "calendar"), _phase(own, "rotation")
    # A rule needs its slot somewhere: the other phase may have lost it.
    assume(all("Squat" in str(side) for side in (first, second)))
    with_first = replace(BASE, mesocycles=(first, peak_phase))
    with_second = replace(BASE, mesocycles=(base_phase, second))

    result = merge(base=BASE, new=with_first, overrides=compare(BASE, with_second))

    assert result.program == replace(BASE, mesocycles=(first, second))
    assert result.conflicts == ()


def test_changes_of_different_fields_of_one_group_are_both_kept():
    result = merged(four_sets, lighter)

    assert result.program == version(both)
    assert result.conflicts == ()


def test_changes_of_different_weeks_are_both_kept_when_a_week_is_put_in_between():
    def longer(body):
        weeks = body["mesocycles"][0]["weeks"]
        weeks.insert(1, {"days": [{"day": 1, "slots": [slot({"reps": "20"})]}]})
        for number, week in enumerate(weeks, start=1):
            week["week"] = number

    def expected(body):
        longer(body)
        squat(body, 2)["load"]["percent"] = 70

    result = merged(longer, second_lighter)

    assert result.program == version(expected)
    assert result.conflicts == ()


def test_same_field_changed_by_both_is_a_conflict_that_keeps_the_override():
    result = merged(four_sets, six_sets)

    assert result.program == version(six_sets)
    (conflict,) = result.conflicts
    assert (conflict.place.week, conflict.place.slot, conflict.place.field) == (
        1,
        "Squat",
        "sets",
    )
    assert (conflict.base, conflict.choice) == ("3x5@80%tm", "override")
    assert conflict.text == (
        "Week 1, Lower, Squat: the new version has 3x5@80%tm -> 4x5@80%tm, "
        "this athlete's plan has 3x5@80%tm -> 6x5@80%tm"
    )


def test_conflict_chosen_for_the_new_version_takes_it():
    (conflict,) = merged(four_sets, six_sets).conflicts

    result = merged(four_sets, six_sets, choices={conflict.path: "new"})

    assert result.program == version(four_sets)
    assert result.conflicts == (replace(conflict, choice="new"),)


@pytest.mark.parametrize(
    ("removal", "own"), [(without_squat, lighter), (without_second_week, second_lighter)]
)
def test_override_of_what_the_version_took_out_is_a_conflict_and_not_lost(removal, own):
    kept = merged(removal, own)
    given_up = merged(removal, own, unresolved="new")

    (conflict,) = kept.conflicts
    assert "removed" in conflict.new
    assert "70%" in conflict.override
    assert kept.program == version(own)
    assert given_up.program == version(removal)


def test_version_changing_what_the_athlete_took_out_is_a_conflict():
    result = merged(four_sets, without_squat)

    (conflict,) = result.conflicts
    assert conflict.text == (
        "Week 1, Lower, Squat: the new version has 3x5@80%tm -> 4x5@80%tm, "
        "this athlete's plan has Squat removed"
    )
    assert result.program == version(without_squat)
    assert merged(four_sets, without_squat, unresolved="new").program == version(four_sets)


def test_slot_put_in_by_both_differently_is_one_slot_and_a_conflict():
    result = merged(with_curl("10"), with_curl("20"))

    assert result.program == version(with_curl("20"))
    assert len(result.conflicts) == 1
    assert merged(with_curl("10"), with_curl("20"), unresolved="new").program == version(
        with_curl("10")
    )


def test_days_put_in_on_one_weekday_leave_the_override_out_and_say_so():
    def with_day(name):
        def edit(body):
            day = {"day": 5, "name": name, "slots": [slot({"reps": name})]}
            body["mesocycles"][0]["weeks"][0]["days"].append(day)

        return edit

    def own(body):
        with_day("5")(body)
        lighter(body)

    def expected(body):
        with_day("8")(body)
        lighter(body)

    result = merged(with_day("8"), own)

    (conflict,) = result.conflicts
    assert (conflict.choice, conflict.can_keep) == ("new", False)
    assert result.program == version(expected)


def test_override_of_an_anchor_the_version_took_out_has_no_place():
    def own(body):
        squat(body)["reps"] = "8"
        body["mesocycles"][0]["weeks"][0]["days"][1]["slots"][1]["groups"][0]["load"] = {"of": "m"}

    def without_m(body):
        del body["mesocycles"][1]["days"][0]
        del body["anchors"]["m"], body["anchors"]["s"]

    result = merged(without_m, own)

    (conflict,) = result.conflicts
    assert (conflict.place.slot, conflict.can_keep) == ("Row", False)
    assert result.program.anchors == {"tm": 100}
    assert next(iter(result.program.slots)).groups[0].reps.text == "8"


def test_overrides_of_another_base_are_refused():
    overrides = compare(version(four_sets), version(six_sets))

    with pytest.raises(DiffDoesNotFit):
        merge(base=BASE, new=version(lighter), overrides=overrides)


def test_additions_behind_something_taken_out_stand_where_it_stood():
    def with_curl_behind_squat(body):
        lower(body)["slots"].insert(1, slot({"reps": "9"}, key="Curl", exercise="Curl"))

    result = merged(without_squat, with_curl_behind_squat)

    week = result.program.mesocycles[0].weeks[0]
    assert [one.key for one in week.days[0].slots] == ["Curl", "Row"]
    assert apply_diff(BASE, compare(BASE, result.program)) == result.program
