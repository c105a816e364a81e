"""One row behind every address of the API, in the world of the access tests."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from athletes.actions.log_sets import SetEntry, log_sets
from athletes.models import (
    CheckIn,
    Comment,
    Measurement,
    PhaseProposal,
    PhaseTransition,
    PlannedGroup,
    PlannedSession,
    SyncDevice,
)
from coaching.actions.create_token import create_token
from programs.engine.checks.acknowledging import acknowledged_to_json, errors_among
from programs.engine.program import program_to_json, read_program
from programs.models import ProgramVersion
from programs.queries.findings import get_findings
from tests import make
from tests.access.world import World, build_world

DUE_AT = datetime(2026, 4, 13, tzinfo=UTC)
LOGGED = UUID("01900000-0000-7000-8000-000000000001")
# Their athlete is asked for behind the question mark.
OF_AN_ATHLETE = {"sync_pull", "sync_export"}
NEW_SET = UUID("01900000-0000-7000-8000-000000000002")


@dataclass(frozen=True, slots=True)
class ApiWorld:
    """The world, and the key that each address of the API names."""

    world: World
    keys: dict[str, dict[str, Any]]
    bodies: dict[str, Any]


def build_api_world(*, logged: UUID = LOGGED) -> ApiWorld:
    """Ana is in her first session; her phase's end waits for the coach's word."""
    world = build_world()
    athlete = world.athlete
    plan = athlete.plans.get()
    session = PlannedSession.objects.filter(plan=plan).order_by("ordinal").first()
    group = PlannedGroup.objects.filter(session=session).order_by("position").first()
    entry = SetEntry(id=logged, reps=5, performed_at=make.NOW, planned_group_id=group.pk)
    log_sets(athlete=athlete, sets=[entry], by=None, now=make.NOW)
    proposal = PhaseProposal.objects.create(
        organization=world.organization,
        athlete=athlete,
        plan=plan,
        phase=plan.phases.get(),
        decision="ADVANCE",
        reason="COMPLETED",
        words="The phase is done.",
        evidence={},
        due_at=DUE_AT,
        proposed_at=DUE_AT,
    )
    undone = PhaseTransition.objects.create(
        organization=world.organization,
        athlete=athlete,
        plan=plan,
        sequence=1,
        from_phase=plan.phases.get(),
        decision="ADVANCE",
        reason="COMPLETED",
        words="The phase is done.",
        evidence={},
        due_at=DUE_AT,
        applied_at=DUE_AT,
        cause="SWEEP",
    )
    type(plan).objects.filter(pk=plan.pk).update(transition_count=1)
    published = plan.program_version
    draft = draft_of(published)
    token, _ = create_token(user=world.people["coach"], name="Script", now=make.NOW)
    device = SyncDevice.objects.create(
        user=athlete.user, registered_at=make.NOW, last_seen_at=datetime.now(UTC)
    )
    comment = Comment.objects.create(
        organization=world.organization,
        athlete=athlete,
        planned_session=session,
        is_by_athlete=True,
        text="Heavy.",
        written_at=make.NOW,
    )
    own = {"organization": world.organization, "athlete": athlete, "on": make.MONDAY}
    CheckIn.objects.create(**own, sleep=4)
    Measurement.objects.create(**own, site="WAIST", around_cm=80)
    keys: dict[str, dict[str, Any]] = {
        "comment": {"comment_id": comment.pk},
        "exercise": {"pk": make.exercise(organization=world.organization).pk},
        "template": {"pk": published.template_id},
        "version": {"pk": draft.pk},
        "athlete": {"pk": athlete.pk},
        "plan": {"pk": plan.pk},
        "phase": {"pk": proposal.phase_id},
        "proposal": {"pk": proposal.pk},
        "transition": {"pk": undone.pk},
        "session": {"pk": session.pk},
        "set": {"pk": session.pk, "set_id": logged},
        "token": {"token_id": token.token_key},
        "sync_device": {"device_id": device.pk},
    }
    program = read_program((make.PUBLISHED / "russian-squat.json").read_text(encoding="utf-8"))
    bodies = {
        "version": published.pk,
        "draft_version": draft.version,
        "body": program_to_json(program),
        "group": group.pk,
        "phase": proposal.phase_id,
        "dismiss": {"athlete": athlete.pk, "op_ids": []},
        "push": {"device_id": str(device.pk), "athlete": athlete.pk, "protocol": 1, "ops": []},
        "athlete": athlete.pk,
        "organization": world.organization.pk,
        "starts_on": datetime.now(UTC).date().isoformat(),
    }
    return ApiWorld(world=world, keys=keys, bodies=bodies)


def draft_of(published: ProgramVersion) -> ProgramVersion:
    """Return a draft beside a published version, its exercises tied alike."""
    draft = ProgramVersion.objects.create(
        organization=published.organization,
        template=published.template,
        number=published.number + 1,
        body=published.body,
        content_hash=published.content_hash,
        week_count=published.week_count,
        session_count=published.session_count,
        goals=published.goals,
        created_at=make.NOW,
        acknowledged=acknowledged_to_json(errors_among(get_findings(published))),
    )
    for row in published.exercises.all():
        row.pk, row.program_version = None, draft
        row.save(force_insert=True)
    return draft


def routes() -> list[str]:
    """Return the name of every address of the API, from the URL configuration."""
    (api,) = [
        pattern
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLResolver) and pattern.namespace == "api"
    ]
    return sorted(_names(api))


def path_of(name: str, *, keys: dict[str, dict[str, Any]]) -> str:
    """Return the address of a route with the key of the row that it names."""
    if f"api:{name}" == "api:missing":
        return "/api/v1/no-such-address/"
    if name in OF_AN_ATHLETE:
        return f"{reverse(f'api:{name}')}?athlete={keys['athlete']['pk']}"
    for row in sorted(keys, key=len, reverse=True):
        if name == row or name.startswith(f"{row}_"):
            return reverse(f"api:{name}", kwargs=keys[row])
    return reverse(f"api:{name}")


def _names(resolver: URLResolver) -> set[str]:
    names: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            names.add(str(pattern.name))
        else:
            names |= _names(pattern)
    return names
