"""Where it hurts, on which side, and how much: told with a set, and of a day."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as pgettext

WORST = 10


class PainPlace(models.TextChoices):
    NECK = "NECK", pgettext("where it hurts", "Neck")
    SHOULDER = "SHOULDER", gettext_lazy("Shoulder")
    ELBOW = "ELBOW", gettext_lazy("Elbow")
    WRIST = "WRIST", gettext_lazy("Wrist or hand")
    CHEST = "CHEST", gettext_lazy("Chest")
    UPPER_BACK = "UPPER_BACK", gettext_lazy("Upper back")
    LOWER_BACK = "LOWER_BACK", gettext_lazy("Lower back")
    TRUNK = "TRUNK", gettext_lazy("Belly or flank")
    HIP = "HIP", gettext_lazy("Hip or groin")
    THIGH = "THIGH", gettext_lazy("Front of the thigh")
    HAMSTRING = "HAMSTRING", gettext_lazy("Back of the thigh")
    KNEE = "KNEE", gettext_lazy("Knee")
    LOWER_LEG = "LOWER_LEG", gettext_lazy("Lower leg")
    ANKLE = "ANKLE", gettext_lazy("Ankle or foot")
    OTHER = "OTHER", gettext_lazy("Elsewhere")


class PainSide(models.TextChoices):
    LEFT = "LEFT", pgettext("side of the body", "left")
    RIGHT = "RIGHT", pgettext("side of the body", "right")
    BOTH = "BOTH", pgettext("side of the body", "both sides")


@dataclass(frozen=True, slots=True)
class Pain:
    """What was said of a pain; empty and None where it wasn't. ``severity`` 0 to 10."""

    place: str = ""
    side: str = ""
    severity: int | None = None

    def __str__(self) -> str:
        said = [PainPlace(self.place).label] if self.place else []
        said += [PainSide(self.side).label] if self.side else []
        if self.severity is not None:
            figures = {"severity": self.severity, "worst": WORST}
            said.append(_("%(severity)d of %(worst)d") % figures)
        return ", ".join(str(one) for one in said)


NOT_SAID = Pain()
PAIN_FIELDS = ("pain_place", "pain_side", "pain_severity")
