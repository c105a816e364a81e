"""A bad program is refused with every fault: where, what, and what would be right."""

import copy
import json

import pytest

from programs.engine.program import ProgramInvalid, read_program
from tests.engine.programs_by_hand import body_of, calendar, rotation, slot, weeks

GROUP = "mesocycles[0].weeks[0].days[0].slots[0].groups[0]"
DAY = "mesocycles[0].weeks[0].days[0]"


def good():
    group = {"sets": 3, "reps": "5", "load": {"of": "tm", "percent": 80}}
    rule = {
        "on": "slot",
        "slot": "a",
        "read": "ok",
        "bands": [{"when": [1, 1], "do": [{"verb": "add", "anchor": "tm", "value": 2.5}]}],
    }
    return copy.deepcopy(body_of(calendar(weeks(slot(group), count=2)), rules=[rule]))


def changed(path, value):
    body = good()
    *way, last = path
    inner = body
    for key in way:
        inner = inner[key]
    inner[last] = value
    return body


def faults(source):
    with pytest.raises(ProgramInvalid) as refused:
        read_program(source)
    return [str(fault) for fault in refused.value.faults]


FIRST_GROUP = ("mesocycles", 0, "weeks", 0, "days", 0, "slots", 0, "groups", 0)
FIRST_SLOT = FIRST_GROUP[:-2]
RULE = ("rules", 0)

OWN_TOP = (
    "is the load of the slot's first group, which this is; "
    "name an anchor, or a slot before it on the same day."
)
CASES = [
    (
        (*FIRST_GROUP, "reps"),
        "5-",
        f"{GROUP}.reps: is “5-”; write 5, 8-12, 5+, max, max10, 60s or 20m.",
    ),
    ((*FIRST_GROUP, "reps"), 5, f'{GROUP}.reps: is the number 5; write it as text: "5".'),
    (
        (*FIRST_GROUP, "reps"),
        "12-8",
        f"{GROUP}.reps: is “12-8”; write 5, 8-12, 5+, max, max10, 60s or 20m.",
    ),
    ((*FIRST_GROUP, "sets"), 0, f"{GROUP}.sets: is 0; give a whole number from 1 to 100."),
    ((*FIRST_GROUP, "sets"), 2.5, f"{GROUP}.sets: is 2.5; give a whole number from 1 to 100."),
    ((*FIRST_GROUP, "sets"), 101, f"{GROUP}.sets: is 101; give a whole number from 1 to 100."),
    ((*FIRST_GROUP, "sets"), True, f"{GROUP}.sets: is true; give a whole number from 1 to 100."),
    ((*FIRST_GROUP, "stes"), 3, f"{GROUP}.stes: is not a known key; did you mean “sets”."),
    ((*FIRST_GROUP, "rpe"), 11, f"{GROUP}.rpe: is 11; give a number from 1 to 10."),
    ((*FIRST_GROUP, "rir"), -1, f"{GROUP}.rir: is -1; give a number from 0 to 9."),
    (
        (*FIRST_GROUP, "tempo"),
        "30x",
        f"{GROUP}.tempo: is “30x”; give four characters, digits or X: "
        "lowering, pause, lifting, pause (“3010”).",
    ),
    (
        (*FIRST_GROUP, "intent"),
        "warm-up",
        f"{GROUP}.intent: is “warm-up”; did you mean “warmup”.",
    ),
    (
        (*FIRST_GROUP[:-2], "substitutes"),
        ["Push-up", "Push-up"],
        f"{DAY}.slots[0].substitutes[1]: is “Push-up” again; name each substitute once.",
    ),
    (
        (*FIRST_GROUP, "reps_from"),
        "tm",
        f"{GROUP}: has reps and reps_from; give exactly one of reps, reps_from, ladder.",
    ),
    (
        (*FIRST_GROUP, "load"),
        {"of": "tn", "percent": 80},
        f"{GROUP}.load.of: names the anchor “tn”, which does not exist; did you mean “tm”.",
    ),
    (
        (*FIRST_GROUP, "load"),
        {"of": "squat e1rm"},
        f"{GROUP}.load.of: names the anchor “squat e1rm”, which does not exist; "
        "add it to “anchors”.",
    ),
    (
        (*FIRST_GROUP, "load"),
        {"of": "top:b"},
        f"{GROUP}.load.of: names the slot “b”, which has not come yet; "
        "name this slot or one before it on the same day.",
    ),
    (
        (*FIRST_GROUP, "load"),
        {"kg": 60, "percent": 80},
        f"{GROUP}.load.percent: stands beside kg; a load in kg stands alone.",
    ),
    (
        (*FIRST_GROUP, "load", "percent"),
        float("nan"),
        f"{GROUP}.load.percent: is nan; give a number from 0 to 1000.",
    ),
    (
        (*FIRST_GROUP, "then"),
        [{"when": [1, 2], "groups": []}],
        f'{GROUP}.then: has nothing to go by; add "report" to the group: top, load, reps.',
    ),
    (
        (*FIRST_SLOT, "stage"),
        "tm",
        f"{DAY}.slots[0].stages: is missing; “stage” needs it.",
    ),
    (
        (*FIRST_SLOT, "exercise"),
        "",
        f"{DAY}.slots[0].exercise: is empty; write something.",
    ),
    (
        (*FIRST_SLOT[:-1],),
        [],
        f"{DAY}.slots: is empty; give at least one.",
    ),
    (
        ("mesocycles", 0, "weeks", 1, "week"),
        1,
        "mesocycles[0].weeks[1].week: is 1; weeks are numbered over the whole program: 2.",
    ),
    (
        ("mesocycles", 0, "goal"),
        "strenght",
        "mesocycles[0].goal: is “strenght”; did you mean “strength”.",
    ),
    (
        ("mesocycles", 0, "schedule"),
        {"kind": "weekly"},
        "mesocycles[0].schedule.kind: is “weekly”; use one of calendar, rotation.",
    ),
    (
        (*RULE, "slot"),
        "A",
        "rules[0].slot: names the slot “A”, which does not exist; name a slot by its key.",
    ),
    (
        (*RULE, "apply"),
        {"end_of_weeks": [1]},
        "rules[0].apply.end_of_weeks: has no week for what is decided in week 2; "
        "add a week from 2 on, or limit the rule's weeks.",
    ),
    (
        (*RULE, "read"),
        "surplus",
        'rules[0].minimum: is missing; “surplus” needs {"week": repetitions}.',
    ),
    (
        (*RULE, "bands", 0, "when"),
        [5, 1],
        "rules[0].bands[0].when: runs from 5 down to 1; put the lower number first.",
    ),
    (
        (*RULE, "bands", 0, "do", 0, "verb"),
        "increase",
        "rules[0].bands[0].do[0].verb: is “increase”; "
        "use one of add, add_per, multiply, set, set_from_result, copy, round.",
    ),
    (
        (*RULE, "bands", 0, "do", 0, "anchor"),
        "w",
        "rules[0].bands[0].do[0].anchor: changes the anchor “w”, which does not exist; "
        "add it to “anchors”.",
    ),
    (
        ("derived",),
        {"x": {"of": "y"}, "y": {"of": "x"}},
        "derived.x: derives from itself; break the circle.",
    ),
    (("anchors",), {"tm": "100"}, "anchors.tm: is “100”; give a number from -100000 to 100000."),
    (("format",), "program/2", "format: is “program/2”; this version reads “program/1”."),
    (("rounding",), {"step_kg": 0}, "rounding.step_kg: is 0; give a number from 0.001 to 100."),
    (("rounding",), {"step_lb": 0}, "rounding.step_lb: is 0; give a number from 0.001 to 100."),
    (("nam",), "x", "nam: is not a known key; did you mean “name”."),
    (
        ("example_results",),
        {"b": [{"ok": True}]},
        "example_results.b: names the slot “b”, which does not exist; name a slot by its key.",
    ),
    (
        ("example_results",),
        {"a": [{"reps": -1}]},
        "example_results.a[0].reps: is -1; give a whole number from 0 to 10000.",
    ),
    (
        ("example_results",),
        {"a": [{"ok": 2}]},
        "example_results.a[0].ok: is 2; give true or false, or 1 or 0.",
    ),
    (
        ("mesocycles", 0, "weeks"),
        [{"days": []}, {"days": []}],
        "mesocycles[0].weeks: have no session; give one of the weeks a day.",
    ),
    (
        ("mesocycles", 0, "priority"),
        ["quads", "Upper Back"],
        "mesocycles[0].priority[1]: is “Upper Back”, which is no muscle; "
        "did you mean “upper_back”.",
    ),
    (
        ("mesocycles", 0, "priority"),
        ["squats and more"],
        "mesocycles[0].priority[0]: is “squats and more”, which is no muscle; use one of chest, "
        "lats, upper_back, traps, lower_back, front_delts, side_delts, rear_delts, biceps, "
        "triceps, forearms, abs, glutes, quads, hamstrings, adductors, calves.",
    ),
    ((*FIRST_GROUP, "load"), {"of": "top:a", "percent": 90}, f"{GROUP}.load.of: {OWN_TOP}"),
    ((*FIRST_GROUP, "load"), {"of": "top:"}, f"{GROUP}.load.of: {OWN_TOP}"),
]


def test_good_program_is_read():
    assert read_program(good()).week_count == 2


@pytest.mark.parametrize(("path", "value", "sentence"), CASES, ids=[case[2][:60] for case in CASES])
def test_program_one_fault_is_refused_with_its_path(path, value, sentence):
    assert sentence in faults(changed(path, value))


def test_program_several_faults_are_all_listed_in_one_run():
    body = good()
    first = body["mesocycles"][0]["weeks"][0]["days"][0]["slots"][0]["groups"][0]
    first["reps"] = "x"
    body["rules"][0]["slot"] = "b"
    del body["name"]

    assert faults(body) == [
        "name: is missing; add “name” to the program.",
        # Both weeks were written with the same group.
        f"{GROUP}.reps: is “x”; write 5, 8-12, 5+, max, max10, 60s or 20m.",
        f"{GROUP.replace('weeks[0]', 'weeks[1]')}.reps: is “x”; "
        "write 5, 8-12, 5+, max, max10, 60s or 20m.",
        "rules[0].slot: names the slot “b”, which does not exist; name a slot by its key.",
    ]


@pytest.mark.parametrize(
    ("word", "muscle"),
    [
        ("pecs", "chest"),
        ("shoulders", "side_delts"),
        ("Side delts", "side_delts"),
        ("Quadriceps", "quads"),
        ("hamstring", "hamstrings"),
        ("core", "abs"),
        ("bicepts", "biceps"),
    ],
)
def test_priority_by_a_common_word_is_refused_with_the_muscle_that_was_meant(word, muscle):
    body = changed(("mesocycles", 0, "priority"), [word])

    assert faults(body) == [
        f"mesocycles[0].priority[0]: is “{word}”, which is no muscle; did you mean “{muscle}”."
    ]


def test_own_top_is_refused_in_every_stage_and_allowed_after_the_first_group():
    own = {"reps": "5", "load": {"of": "top:a", "percent": 90}}
    top = {"reps": "3", "rpe": 8}
    staged = slot(stage="stage", stages=[[top, own], [own], [own, top]])
    body = body_of(calendar(weeks(staged, count=1)), anchors={"stage": 0})

    assert faults(body) == [
        f"{DAY}.slots[0].stages[1][0].load.of: {OWN_TOP}",
        f"{DAY}.slots[0].stages[2][0].load.of: {OWN_TOP}",
    ]


def test_top_of_a_slot_that_comes_later_is_refused():
    early = slot({"reps": "5", "load": {"of": "top:b"}})
    body = body_of(calendar(weeks(early, slot({"reps": "5"}, key="b"), count=1)))

    assert faults(body) == [
        f"{GROUP}.load.of: names the slot “b”, which has not come yet; "
        "name this slot or one before it on the same day."
    ]


def test_slot_key_twice_on_a_day_is_refused():
    body = body_of(calendar(weeks(slot({"reps": "5"}), slot({"reps": "5"}), count=1)))

    assert faults(body) == [
        f"{DAY}.slots[1].key: is “a” again on this day; give each slot of a day its own key."
    ]


def test_rule_change_of_derived_anchor_is_refused():
    rule = {"on": "week", "bands": [{"do": [{"verb": "add", "anchor": "half", "value": 1}]}]}
    derived = {"half": {"of": "tm", "percent": 50}}
    body = body_of(calendar(weeks(slot({"reps": "5"}), count=1)), rules=[rule], derived=derived)

    assert faults(body) == [
        "rules[0].bands[0].do[0].anchor: changes “half”, which is derived; "
        "change what it derives from."
    ]


def test_rotation_without_length_is_refused():
    phase = rotation([slot({"reps": "5"})], sessions=3)
    del phase["schedule"]["sessions"]

    assert faults(body_of(phase)) == [
        "mesocycles[0].schedule.sessions: is missing; add “sessions” to a schedule."
    ]


TEXTS = [
    ('{"format": "program/1"', "not valid JSON at line 1, column 23"),
    ('{\n "name": "x",\n "anchors" {}\n}', "not valid JSON at line 3, column 12"),
    ("", "not valid JSON at line 1, column 1"),
    ("[" * 100_000, "the file is nested too deeply; flatten it."),
    ("[" + "9" * 5000 + "]", "a number in the file is too long; shorten it."),
    ("[]", "the file holds a list; give one program as an object {...}."),
    (b"\xff\xfe\x00", "the file is not UTF-8 text (byte 1); save it as UTF-8."),
    ('{"name": "a", "name": "b"}', "name: is written twice; keep one of the two."),
    ('{"anchors": {"tm": NaN}}', "anchors.tm: is NaN; give a number from -100000 to 100000."),
    (
        '{"anchors": {"tm": 1e999999999}}',
        "anchors.tm: is 1E+999999999; give a number from -100000 to 100000, of at most 15 digits.",
    ),
    (
        '{"anchors": {"tm": 1.00000000000000001}}',
        "anchors.tm: is 1.00000000000000001; "
        "give a number from -100000 to 100000, of at most 15 digits.",
    ),
]


@pytest.mark.parametrize(("source", "sentence"), TEXTS, ids=[case[1][:50] for case in TEXTS])
def test_text_that_is_no_program_is_refused(source, sentence):
    assert any(fault.startswith(sentence) for fault in faults(source))


def test_name_with_dots_is_quoted_in_the_path():
    body = good()
    body["anchors"]["tm.old"] = "x"

    assert faults(body) == ["anchors['tm.old']: is “x”; give a number from -100000 to 100000."]


def test_number_as_written_is_kept_exactly():
    body = body_of(calendar(weeks(slot({"reps": "5"}), count=1)), anchors={"tm": 0})
    text = json.dumps(body).replace('"tm": 0', '"tm": 102.05')

    assert str(read_program(text).anchors["tm"]) == "102.05"
