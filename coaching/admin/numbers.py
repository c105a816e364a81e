"""A training number that a coach sets: one form for every page that has it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from athletes.actions.set_anchor import set_anchor
from athletes.models import Plan
from athletes.queries.loads import Loads
from coaching.forms.plan import NumberForm
from coaching.queries.plan_page import Number
from programs.engine.errors import TrainingError


def number_form_of(typed: Any, *, numbers: Iterable[Number], unit: str) -> NumberForm:
    """Return the form, with what was typed or empty."""
    choices = [(number.name, number.label) for number in numbers]
    return NumberForm(typed, choices=choices, unit=unit)


def is_number_set(request: HttpRequest, plan: Plan, *, form: NumberForm) -> bool:
    """Set the number of a valid form; a refusal stands in the form."""
    said = form.cleaned_data
    value = said["value"]
    try:
        set_anchor(
            plan=plan,
            name=said["name"],
            value=None if value is None else Loads.of(plan.athlete).in_kg(value),
            reason=said["reason"],
            by=request.user,
            now=timezone.now(),
        )
    except TrainingError as error:
        form.add_error("value", str(error))
        return False
    return True
