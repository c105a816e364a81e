"""One athlete's pages in the console: overview, adding, settings and the buttons on them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.actions.add_athlete import add_athlete
from athletes.actions.change_equipment import Equipment, change_equipment
from athletes.actions.change_settings import change_settings
from athletes.forms.settings_form import (
    EquipmentForm,
    PersonForm,
    equipment_initial,
    person_initial,
)
from athletes.models import Athlete, EquipmentProfile
from athletes.queries.body import get_body
from athletes.queries.loads import Loads
from coaching.accounts.models import Membership
from coaching.actions.archive_athlete import archive_athlete, unarchive_athlete
from coaching.actions.if_unchanged import ChangedMeanwhile, if_unchanged
from coaching.actions.invite_athlete import invite_athlete
from coaching.actions.resolve_pain import resolve_pain
from coaching.admin.access import coached_rows, may_write, memberships, writable_organizations
from coaching.admin.athlete_tabs import ROSTER, tab_page
from coaching.admin.body_rows import first_and_newest, morning_rows, site_rows
from coaching.forms.add_athlete import AddAthleteForm
from coaching.queries.athlete_overview import get_athlete_overview
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date


def overview_page(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show where the athlete stands."""
    overview = get_athlete_overview(athlete=athlete, now=timezone.now())
    return tab_page(
        admin,
        request,
        "athlete",
        athlete=athlete,
        tab="change",
        line=overview.line,
        overview=overview,
    )


def body_page(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show mornings, circumferences and shared photos."""
    now = timezone.now()
    body = get_body(athlete=athlete, now=now)
    return tab_page(
        admin,
        request,
        "athlete_body",
        athlete=athlete,
        tab="body",
        body=body,
        mornings=morning_rows(body, today=local_date(now, zone=athlete.time_zone)),
        sites=site_rows(body),
        photo_days=first_and_newest(body.photos),
    )


def add_page(admin: Any, request: HttpRequest) -> HttpResponse:
    """Put somebody on the roster, and invite them if wished."""
    if not may_write(request):
        raise PermissionDenied
    own = [place.pk for place in memberships(request)]
    coaches = coached_rows(Membership, user=request.user).filter(
        organization__in=writable_organizations(request)
    )
    form = AddAthleteForm(
        request.POST or None,
        coaches=coaches.select_related("user").order_by("user__name", "pk"),
        initial={"coach": own[0], "units": memberships(request)[0].organization.units},
    )
    if form.is_valid():
        athlete = _added(request, form)
        if athlete is not None:
            return redirect("console:athletes_athlete_change", athlete.pk)
    return admin.page(
        request,
        "form",
        title=_("Add an athlete"),
        form=form,
        submit=_("Add to the roster"),
        back=reverse(ROSTER),
        back_label=_("Athletes"),
        status=422 if form.errors else 200,
    )


def _added(request: HttpRequest, form: AddAthleteForm) -> Athlete | None:
    said, now = form.cleaned_data, timezone.now()
    try:
        athlete = add_athlete(
            organization=said["coach"].organization,
            coach=said["coach"],
            name=said["name"],
            email=said["email"],
            units=said["units"],
            by=request.user,
            now=now,
        )
    except TrainingError as error:
        form.refuse(error)
        return None
    messages.success(request, _("%(name)s is on the roster.") % {"name": athlete.name})
    if said["invites"]:
        _tell_invited(request, athlete)
    return athlete


def edit_page(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Change person and equipment; a change that somebody made meanwhile is shown, not lost."""
    if not may_write(request, athlete):
        raise PermissionDenied
    chosen, loads = request.POST.get("form"), Loads.of(athlete)
    equipment_row = EquipmentProfile.objects.get(athlete=athlete)
    person = PersonForm(
        request.POST if chosen == "person" else None,
        initial=person_initial(athlete),
        prefix="person",
    )
    equipment = EquipmentForm(
        request.POST if chosen == "equipment" else None,
        initial=equipment_initial(equipment_row, loads=loads),
        prefix="equipment",
        unit=loads.unit,
    )
    form, row = (person, athlete) if chosen == "person" else (equipment, equipment_row)
    stale: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        try:
            with if_unchanged(row, expected_version=_version(request)):
                _keep(request, athlete, form)
        except ChangedMeanwhile as error:
            form.add_error(None, str(error))
            stale = _differences(form, error.row, loads=loads)
        except TrainingError as error:
            _refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("console:athletes_athlete_edit", athlete.pk)
    return tab_page(
        admin,
        request,
        "athlete_edit",
        athlete=athlete,
        tab="edit",
        person=person,
        person_version=athlete.version,
        equipment=equipment,
        equipment_version=equipment_row.version,
        stale=stale,
        status=422 if person.errors or equipment.errors else 200,
    )


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else -1


def _keep(request: HttpRequest, athlete: Athlete, form: PersonForm | EquipmentForm) -> None:
    said, loads = form.cleaned_data, Loads.of(athlete)
    if isinstance(form, PersonForm):
        change_settings(athlete=athlete, by=request.user, now=timezone.now(), **said)
        return
    change_equipment(
        athlete=athlete,
        equipment=Equipment(
            has_barbell=said["has_barbell"],
            has_machines=said["has_machines"],
            bar_kg=loads.in_kg(said["bar"]),
            collars_kg=loads.in_kg(said["collars"]),
            machine_step_kg=loads.in_kg(said["machine_step"]),
            plate_pairs=[(loads.in_kg(weight), pairs) for weight, pairs in said["plates"]],
            dumbbells_kg=[loads.in_kg(weight) for weight in said["dumbbells"]],
        ),
        now=timezone.now(),
    )


def _refuse(form: PersonForm | EquipmentForm, error: TrainingError) -> None:
    if isinstance(form, EquipmentForm):
        form.refuse(error)
    else:
        form.add_error(None, str(error))


def _differences(form: PersonForm | EquipmentForm, row: Any, *, loads: Loads) -> dict[str, Any]:
    """Return what is saved now, by label, where it isn't what was typed."""
    saved = (
        person_initial(row) if isinstance(form, PersonForm) else equipment_initial(row, loads=loads)
    )
    return {
        str(form.fields[name].label): value
        for name, value in saved.items()
        if form.fields[name].has_changed(value, form[name].data)
    }


def invite(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Send the invitation, again if need be."""
    if refusal := _refusal(request, athlete):
        return refusal
    _tell_invited(request, athlete)
    return redirect("console:athletes_athlete_change", athlete.pk)


def _tell_invited(request: HttpRequest, athlete: Athlete) -> None:
    try:
        invitation = invite_athlete(athlete=athlete, by=request.user, now=timezone.now())
    except TrainingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Invitation sent to %(to)s.") % {"to": invitation.email})


def pain_is_over(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Note that reported pain is resolved."""
    if refusal := _refusal(request, athlete):
        return refusal
    resolve_pain(athlete=athlete, by=request.user, now=timezone.now())
    messages.success(request, _("Noted: the pain is resolved."))
    return redirect("console:athletes_athlete_change", athlete.pk)


def archive(admin: Any, request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Take the athlete off the roster, or back onto it."""
    if refusal := _refusal(request, athlete):
        return refusal
    change = unarchive_athlete if athlete.is_archived else archive_athlete
    done = (
        _("%(name)s is on the roster again.")
        if athlete.is_archived
        else _("%(name)s is archived; nothing was deleted.")
    )
    admin.attempt(
        request,
        lambda: change(athlete=athlete, by=request.user),
        done=done % {"name": athlete.name},
    )
    return redirect("console:athletes_athlete_change", athlete.pk)


def _refusal(request: HttpRequest, athlete: Athlete) -> HttpResponse | None:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not may_write(request, athlete):
        raise PermissionDenied
    return None
