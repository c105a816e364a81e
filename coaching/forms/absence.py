"""Days away, as a coach notes them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.models import Absence


class AbsenceForm(forms.ModelForm):
    """Excused days; the row takes the athlete's organization."""

    class Meta:
        model = Absence
        fields = ("athlete", "from_on", "to_on", "reason", "note")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        athlete, from_on, to_on = (said.get(name) for name in ("athlete", "from_on", "to_on"))
        if not (athlete and from_on):
            return said
        self.instance.organization_id = athlete.organization_id
        if to_on and to_on < from_on:
            self.add_error("to_on", _("Choose a last day that isn't before the first."))
        elif self._overlaps(athlete, from_on=from_on, to_on=to_on):
            self.add_error("from_on", _("These days are covered already: change that absence."))
        return said

    def _overlaps(self, athlete: Any, *, from_on: Any, to_on: Any) -> bool:
        others = Absence.objects.filter(athlete=athlete).exclude(pk=self.instance.pk)
        later = others.exclude(to_on__lt=from_on)
        return later.filter(from_on__lte=to_on).exists() if to_on else later.exists()
