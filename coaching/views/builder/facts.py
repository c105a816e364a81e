"""What the builder's scripts are told: the cells, where to ask, and the words they say."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.queries.builder import BuilderPage
from programs.engine.building.filling import Step


def builder_facts(page: BuilderPage) -> dict[str, Any]:
    """Return what the page holds as JSON; ``keptAs`` names what waits on this device."""
    version, phase = page.version, page.phase
    return {
        "lines": page.lines,
        "version": version.version,
        "isUnread": page.open_phase.is_unread,
        "faults": [],
        "hash": version.content_hash,
        "phase": phase,
        "keptAs": f"builder-{version.pk}-{phase}",
        "urls": {
            "save": reverse("builder_save", args=[version.pk, phase]),
            "panel": reverse("builder_panel", args=[version.pk, phase]),
            "loads": reverse("builder_loads", args=[version.pk, phase]),
            "fill": reverse("builder_fill", args=[version.pk]),
            "program": reverse("builder_program", args=[version.pk]),
            "exercises": reverse("builder_exercises", args=[version.pk]),
        },
        "words": {
            "label": _("Superset"),
            "exercise": _("Exercise"),
            "marks": _("Marks"),
            "note": _("Note"),
            "move": _("Move"),
            "week": _("Week {n}"),
            "deload": _("light"),
            "everyTime": _("Every time"),
            "sessionName": _("Name of the session"),
            "waiting": _("Not saved yet"),
            "saving": _("Saving…"),
            "saved": _("Saved"),
            "unread": _("Kept as typed; the marked cells can't be read yet"),
            "offline": _("No connection: kept on this device, sent when it is back"),
            "conflict": _("Somebody else changed this draft"),
            "refused": _("This can't be saved"),
        },
    }


def end_words() -> list[tuple[str, str]]:
    """Return what may end a phase, each with its words."""
    return [
        ("weeks", _("after its weeks")),
        ("test", _("with a test")),
        ("stall", _("when progress stalls")),
        ("coach", _("when the coach says so")),
    ]


def step_words() -> list[tuple[str, str]]:
    """Return what may grow from week to week, each with its words."""
    return [
        (Step.LOAD, _("kilograms more")),
        (Step.PERCENT, _("percent points more")),
        (Step.SETS, _("sets more")),
        (Step.REPS, _("repetitions more")),
        (Step.EFFORT, _("closer to failure, in repetitions")),
        (Step.SAME, _("the same")),
    ]
