"""The addresses of one athlete's pages; each begins with the athlete, in scope or not found."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from coaching.admin import athlete_pages
from coaching.admin.athlete_access import access_page, export_page
from coaching.admin.athlete_comments import comments_page
from coaching.admin.athlete_days import days_page, undo_page
from coaching.admin.athlete_log import log_page
from coaching.admin.athlete_notes import note_page, notes_page
from coaching.admin.athlete_plan import move_page, plan_page
from coaching.admin.athlete_strength import progress_page, strength_page

PAGES: dict[str, Callable[..., HttpResponse]] = {
    "access": access_page,
    "archive": athlete_pages.archive,
    "body": athlete_pages.body_page,
    "comments": comments_page,
    "days": days_page,
    "days_undo": undo_page,
    "edit": athlete_pages.edit_page,
    "export": export_page,
    "invite": athlete_pages.invite,
    "log": log_page,
    "move": move_page,
    "notes": notes_page,
    "pain": athlete_pages.pain_is_over,
    "plan": plan_page,
    "progress": progress_page,
    "strength": strength_page,
}


def athlete_urls(admin: Any) -> list[URLPattern]:
    """Return the address of each page, named ``athletes_athlete_`` and its word."""
    pages = [_path(admin, f"{name}/", page, name=name) for name, page in PAGES.items()]
    return [*pages, _path(admin, "notes/<int:note_key>/", note_page, name="note")]


def _path(admin: Any, rest: str, page: Callable[..., HttpResponse], *, name: str) -> URLPattern:
    def view(request: HttpRequest, key: int, **keys: int) -> HttpResponse:
        return page(admin, request, admin.row_or_404(request, key), **keys)

    wrapped = admin.admin_site.admin_view(view)
    return path(f"<int:key>/{rest}", wrapped, name=f"athletes_athlete_{name}")
