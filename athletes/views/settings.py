"""About the athlete, and what the athlete can load."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from athletes.actions.change_equipment import Equipment, change_equipment
from athletes.actions.change_settings import change_settings
from athletes.forms.settings_form import (
    EquipmentForm,
    OwnForm,
    equipment_initial,
    person_initial,
)
from athletes.models import Athlete
from athletes.queries.loads import Loads
from athletes.views.places import for_athlete
from programs.engine.errors import TrainingError


@for_athlete
def athlete_settings(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    loads = Loads.of(athlete)
    chosen = request.POST.get("form")
    person = OwnForm(
        request.POST if chosen == "person" else None,
        initial={**person_initial(athlete), "language": request.user.locale},
        prefix="person",
    )
    equipment = EquipmentForm(
        request.POST if chosen == "equipment" else None,
        initial=equipment_initial(athlete.equipment, loads=loads),
        prefix="equipment",
        unit=loads.unit,
    )
    if _is_kept(request, athlete, person=person, equipment=equipment):
        messages.success(request, _("Saved."))
        return redirect("athlete_settings")
    context = {
        "person_form": person,
        "equipment_form": equipment,
        "unit": loads.unit,
        "athlete": athlete,
        "places": request.places,
        "tab": "settings",
    }
    status = 422 if person.errors or equipment.errors else 200
    return render(request, "athletes/settings.html", context, status=status)


def _is_kept(
    request: HttpRequest, athlete: Athlete, *, person: OwnForm, equipment: EquipmentForm
) -> bool:
    if person.is_bound and person.is_valid():
        now = timezone.now()
        change_settings(athlete=athlete, by=request.user, now=now, **person.cleaned_data)
        # What is said of it next is in the language chosen.
        translation.activate(person.cleaned_data["language"] or translation.get_language())
        return True
    return equipment.is_bound and equipment.is_valid() and _keep_equipment(athlete, equipment)


def _keep_equipment(athlete: Athlete, form: EquipmentForm) -> bool:
    said, loads = form.cleaned_data, Loads.of(athlete)
    try:
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
    except TrainingError as error:
        form.refuse(error)
        return False
    return True
