"""The frame of one athlete's pages: the same head over tabs with addresses of their own."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.models import Athlete
from coaching.admin.access import may_write
from coaching.queries.roster import RosterLine, get_roster

ROSTER = "console:athletes_athlete_changelist"
# Each tab by the last part of its address's name; assistants don't open those that only change.
TABS = {
    "change": gettext_lazy("Overview"),
    "plan": gettext_lazy("Plan"),
    "log": gettext_lazy("Training log"),
    "progress": gettext_lazy("Progress"),
    "strength": gettext_lazy("Strength"),
    "edit": gettext_lazy("Equipment"),
    "body": gettext_lazy("Check-ins"),
    "comments": gettext_lazy("Comments"),
    "notes": gettext_lazy("Notes"),
    "access": gettext_lazy("Access"),
}
ONLY_CHANGING = frozenset({"edit"})


@dataclass(frozen=True, slots=True)
class TabLink:
    """One tab of the row."""

    label: object
    url: str
    is_current: bool


def tab_page(
    admin: Any,
    request: HttpRequest,
    name: str,
    *,
    athlete: Athlete,
    tab: str,
    line: RosterLine | None = None,
    **values: Any,
) -> HttpResponse:
    """Answer with a tab of an athlete; without the roster's line it is read. 5 queries for it."""
    is_writing = may_write(request, athlete)
    response: HttpResponse = admin.page(
        request,
        name,
        **{
            "title": athlete.name,
            "athlete": athlete,
            "line": line or get_roster(athletes=[athlete], now=timezone.now())[athlete.pk],
            "tabs": tab_links(athlete, tab=tab, may_change=is_writing),
            "may_write": is_writing,
            "back": reverse(ROSTER),
            "back_label": _("Athletes"),
            **values,
        },
    )
    return response


def tab_links(athlete: Athlete, *, tab: str, may_change: bool) -> list[TabLink]:
    return [
        TabLink(label, tab_address(athlete, name), is_current=name == tab)
        for name, label in TABS.items()
        if may_change or name not in ONLY_CHANGING
    ]


def tab_address(athlete: Athlete, name: str) -> str:
    """Return the address of a tab."""
    return reverse(f"console:athletes_athlete_{name}", args=[athlete.pk])
