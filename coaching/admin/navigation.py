"""What the side bars lead to."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.admin.access import athletes_word


def console_links(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the console's side bar: the day's work first, the library below."""
    return [
        {
            "title": "",
            "items": [
                _item(_("Dashboard"), icon="dashboard", name="console:index"),
                _list(athletes_word(request), icon="groups", model="athletes_athlete"),
                _list(_("Plans"), icon="calendar_month", model="athletes_plan"),
                _list(_("Sessions"), icon="fitness_center", model="athletes_plannedsession"),
                _list(_("Adherence"), icon="checklist", model="athletes_weeklyadherence"),
                _list(_("Reports"), icon="description", model="coaching_reportdraft"),
            ],
        },
        {
            "title": _("Athletes' days"),
            "items": [
                _list(_("Absences"), icon="event_busy", model="athletes_absence"),
                _list(_("Check-ins"), icon="monitor_heart", model="athletes_checkin"),
                _list(_("Invitations"), icon="mail", model="coaching_invitation"),
                _list(_("Long actions"), icon="work_history", model="athletes_job"),
            ],
        },
        {
            "title": _("Library"),
            "items": [
                _list(_("Templates"), icon="library_books", model="programs_programtemplate"),
                _list(_("Versions"), icon="history", model="programs_programversion"),
                _list(_("Exercises"), icon="sports_gymnastics", model="programs_exercise"),
            ],
        },
        {
            "title": "",
            "items": [_list(_("Organization"), icon="domain", model="accounts_organization")],
        },
    ]


def operator_links(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the operator's side bar."""
    return [
        {
            "title": "",
            "items": [
                _item(_("Overview"), icon="dashboard", name="operator:index"),
                _item(_("Jobs"), icon="monitoring", name="operator:jobs"),
                _operated(_("Users"), icon="person", model="accounts_user"),
                _operated(_("Organizations"), icon="domain", model="accounts_organization"),
                _operated(_("Memberships"), icon="badge", model="accounts_membership"),
            ],
        },
        {
            "title": _("Machinery"),
            "items": [
                _operated(_("Plans that failed"), icon="report", model="athletes_plan"),
                _operated(_("Outgoing mail"), icon="outgoing_mail", model="athletes_outbox"),
                _operated(_("Long actions"), icon="work_history", model="athletes_job"),
                _operated(_("Heartbeats"), icon="ecg_heart", model="athletes_heartbeat"),
            ],
        },
    ]


def account_links(request: HttpRequest) -> list[dict[str, Any]]:
    """Return what the person's own menu leads to."""
    return [
        {"title": _("Change password"), "link": reverse("account_change_password")},
        {"title": _("Second factor"), "link": reverse("mfa_index")},
        {"title": _("Weekly mail"), "link": reverse("digests")},
    ]


def _list(title: str, *, icon: str, model: str) -> dict[str, Any]:
    return _item(title, icon=icon, name=f"console:{model}_changelist")


def _operated(title: str, *, icon: str, model: str) -> dict[str, Any]:
    return _item(title, icon=icon, name=f"operator:{model}_changelist")


def _item(title: str, *, icon: str, name: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse(name)}
