"""Publishing asks the checks: errors block, warnings want a reason, reasons go on (ADR 17)."""

import json
from typing import Any

import pytest

from coaching.accounts.models import Membership
from programs.actions.compose_template import compose_template
from programs.actions.publish_version import ErrorsBlock, FindingsWait, publish_version
from programs.actions.save_draft import save_draft
from programs.actions.stale_version import StaleVersion
from programs.actions.start_draft import start_draft
from programs.engine.checks.acknowledging import Reason, State
from programs.engine.checks.check import check_program
from programs.engine.checks.finding import Severity
from programs.engine.composing.composition import compose
from programs.engine.composing.starters import STARTERS
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.findings import judge_version
from tests import make
from tests.programs.importing import AS_WRITTEN, BBB, imported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

# Half a maximum is an error in a phase of strength (ST09); one week is one, too (ST33).
HEAVY = {"sets": 3, "reps": "5", "load": {"of": "rm:Squat", "percent": 80}}
TOO_LIGHT = {**HEAVY, "load": {"of": "rm:Squat", "percent": 50}}


def body(*groups: Any, name: str = "Only", exercise: str = "Squat") -> str:
    slots = [{"key": "squat", "exercise": exercise, "main": True, "groups": list(groups)}]
    week = {"week": 1, "days": [{"day": 1, "slots": slots}]}
    phase = {"name": name, "goal": "strength", "schedule": {"kind": "calendar"}, "weeks": [week]}
    anchors = {"rm:Squat": 150}
    return json.dumps(
        {"format": "program/1", "name": "Light", "anchors": anchors, "mesocycles": [phase]}
    )


def states(version: ProgramVersion) -> dict[str, str]:
    """Return the state of each error and warning, by rule."""
    return {
        one.finding.rule: str(one.state)
        for one in judge_version(version)
        if one.state is not State.ADVICE
    }


def publish(version: ProgramVersion, coach: Membership, *reasons: Reason, **more: Any) -> Any:
    return publish_version(version=version, by=coach.user, now=make.NOW, reasons=reasons, **more)


def saved(draft: ProgramVersion, coach: Membership, text: str) -> ProgramVersion:
    return save_draft(version=draft, body=text, expected_version=draft.version, by=coach.user)


def test_file_brings_its_errors_and_publishes_them_with_one_reason(coach: Membership) -> None:
    draft = imported(coach, BBB)
    with pytest.raises(FindingsWait, match=r"^14 findings wait for your reason \(ST07, ST02, "):
        publish(draft, coach)
    assert ProgramVersion.objects.get().status == "DRAFT"

    version = publish(draft, coach, AS_WRITTEN)

    kept = ProgramVersion.objects.get(pk=version.pk).acknowledged
    assert {(one["reason"], one["since"]) for one in kept} == {("As its author wrote it.", 1)}
    assert sorted(one["severity"] for one in kept) == ["error"] * 9 + ["warning"] * 5
    assert kept[1] | {"sentence": "", "where": ""} == {
        "rule": "ST02",
        "severity": "error",
        "phase": "531-bbb",
        "what": "Overhead Press",
        "where": "",
        "sentence": "",
        "reason": "As its author wrote it.",
        "since": 1,
    }


def test_error_that_a_coach_made_blocks_whatever_the_reason(coach: Membership) -> None:
    draft = saved(imported(coach, body(HEAVY)), coach, body(TOO_LIGHT))

    with pytest.raises(ErrorsBlock) as raised:
        publish(draft, coach, AS_WRITTEN)

    assert str(raised.value) == (
        "1 error keeps this version from being published (ST09): mend it in the grid."
    )
    assert ProgramVersion.objects.get().status == "DRAFT"


def test_known_error_stays_known_under_another_name_of_its_phase(coach: Membership) -> None:
    draft = saved(imported(coach, body(TOO_LIGHT)), coach, body(TOO_LIGHT, name="Leader"))

    assert states(draft)["ST09"] == "waiting"
    publish(draft, coach, AS_WRITTEN)


def test_reasons_of_a_version_go_on_into_its_next_draft_with_the_findings(
    coach: Membership,
) -> None:
    first = publish(imported(coach, body(TOO_LIGHT)), coach, AS_WRITTEN)
    draft = start_draft(template=first.template, by=coach.user, now=make.NOW)
    assert set(states(draft).values()) == {"acknowledged"}

    second = publish(draft, coach, Reason("Technique.", rule="ST09"))

    kept = {one["rule"]: (one["reason"], one["since"]) for one in second.acknowledged}
    assert kept.pop("ST09") == ("Technique.", 2)
    assert set(kept.values()) == {("As its author wrote it.", 1)}


def test_error_mended_in_one_version_blocks_when_it_comes_back(coach: Membership) -> None:
    first = publish(imported(coach, body(TOO_LIGHT)), coach, AS_WRITTEN)
    draft = start_draft(template=first.template, by=coach.user, now=make.NOW)
    second = publish(saved(draft, coach, body(HEAVY)), coach, AS_WRITTEN)
    again = start_draft(template=second.template, by=coach.user, now=make.NOW)

    assert states(saved(again, coach, body(TOO_LIGHT)))["ST09"] == "blocking"


def test_nearest_reason_wins_and_an_empty_one_takes_back(coach: Membership) -> None:
    draft = imported(coach, body(TOO_LIGHT))
    (light,) = [one for one in judge_version(draft) if one.finding.rule == "ST09"]
    reasons = [AS_WRITTEN, Reason("Rule.", rule="ST09"), Reason("Very.", finding=light.key)]

    judged = judge_version(draft, reasons=reasons)
    given = {one.finding.rule: one.reason for one in judged}

    assert given["ST09"] == "Very."
    assert {given[rule] for rule in states(draft) if rule != "ST09"} == {AS_WRITTEN.reason}
    with pytest.raises(FindingsWait, match="1 finding waits"):
        publish(draft, coach, AS_WRITTEN, Reason(" ", finding=light.key))


def test_draft_that_changed_since_its_findings_were_read_is_not_published(
    coach: Membership,
) -> None:
    draft = imported(coach, body(HEAVY))
    saved(draft, coach, body(TOO_LIGHT))
    with pytest.raises(StaleVersion):
        publish(draft, coach, AS_WRITTEN, expected_version=1)
    assert ProgramVersion.objects.get().status == "DRAFT"


def test_home_template_is_asked_whether_it_can_be_trained_at_home(coach: Membership) -> None:
    make.exercise(organization=coach.organization, name="Yoke Squat")
    draft = imported(coach, body(HEAVY, exercise="Yoke Squat"))
    before = states(draft)
    ProgramTemplate.objects.update(equipment="HOME")
    draft = ProgramVersion.objects.select_related("template").get()
    assert set(states(draft)) - set(before) == {"S25"}


def test_starters_have_neither_errors_nor_warnings() -> None:
    found = {
        starter.name: {
            one.severity
            for one in check_program(compose(starter), is_home=starter.equipment == "HOME")
        }
        for starter in STARTERS
    }
    assert set(map(frozenset, found.values())) == {frozenset({Severity.ADVICE})}


def test_composed_program_is_published_without_a_reason(coach: Membership) -> None:
    draft = compose_template(
        organization=coach.organization, composition=STARTERS[0], by=coach.user, now=make.NOW
    )
    assert publish(draft, coach).acknowledged == []
