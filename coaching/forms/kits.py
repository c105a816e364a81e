"""Choosing equipment: a named kit, or an athlete's own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

KIT_LABELS = {
    "gym": _("Full gym"),
    "rack": _("Barbell, rack, bench and dumbbells; no machines"),
    "dumbbells": _("Dumbbells of 2 to 32 kg a hand, and a bench"),
    "light": _("Dumbbells of 2 to 12 kg a hand, and a bench"),
}
ATHLETE = "athlete-"

People = Sequence[tuple[int, str]]


def kit_choices() -> list[tuple[str, Any]]:
    """Return the named kits."""
    return list(KIT_LABELS.items())


def athlete_choices(people: People) -> Iterable[tuple[str, str]]:
    """Return athletes, given by key and name, as choices beside other ones."""
    return [(f"{ATHLETE}{key}", name) for key, name in people]


def athlete_key(choice: str) -> int | None:
    """Return the athlete that a choice means, None where it means something else."""
    key = choice.removeprefix(ATHLETE)
    return int(key) if choice.startswith(ATHLETE) and key.isdecimal() and len(key) < 19 else None


class WhoForm(forms.Form):
    """Whose numbers or equipment to take, chosen first; ``others`` are what isn't a person."""

    who = forms.ChoiceField(label=_("Whose"))

    def __init__(
        self,
        *args: Any,
        label: Any,
        others_label: Any,
        others: Iterable[tuple[str, Any]],
        people: People,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        groups: list[tuple[Any, Any]] = [(others_label, list(others))]
        if people:
            groups.append((_("Athletes"), list(athlete_choices(people))))
        self.fields["who"].label = label
        self.fields["who"].choices = groups
