"""The two admin sites: one for coaches, one for who runs the installation."""

from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from unfold.sites import UnfoldAdminSite

from coaching.admin.access import memberships, writable_organizations
from coaching.admin.attention import Refused, attend
from coaching.forms.plan import ANSWERS
from coaching.queries.attention import MOST_SHOWN
from coaching.queries.dashboard import MOST_ROWS, get_dashboard
from coaching.queries.machinery import get_machinery

# Passwords belong to allauth's pages, which limit tries and ask again who it is; the shortcut by
# content type looks rows up around every scope.
CLOSED = frozenset({"password_change", "password_change_done", "view_on_site"})


class SignedInElsewhere(UnfoldAdminSite):
    """A site whose sign-in is allauth's: rate limits and the second factor come with it."""

    def get_urls(self) -> list[URLPattern]:
        return [url for url in super().get_urls() if getattr(url, "name", None) not in CLOSED]

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send strangers to the sign-in page; who is signed in and not allowed is told so."""
        index = reverse(f"{self.name}:index")
        if self.has_permission(request):
            return redirect(index)
        if request.user.is_authenticated:
            raise PermissionDenied
        target = request.GET.get(REDIRECT_FIELD_NAME, index)
        return redirect_to_login(target, login_url=reverse("account_login"))

    @method_decorator(require_POST)
    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        logout(request)
        return redirect("front")


class CoachConsole(SignedInElsewhere):
    """Open to active members of an organization; being an operator opens nothing here."""

    site_header = "Phasewise"
    site_title = "Phasewise"
    index_title = _("Dashboard")
    index_template = "coaching/console/dashboard.html"
    settings_name = "UNFOLD"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and bool(memberships(request))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._home(request, refused=None, **(extra_context or {}))

    def attend(self, request: HttpRequest, key: int, kind: str) -> HttpResponse:
        """Do what was pressed in the queue; a refusal keeps what was typed."""
        return attend(
            request, key, kind, again=lambda refused: self._home(request, refused=refused)
        )

    def _home(
        self, request: HttpRequest, *, refused: Refused | None, **extra: Any
    ) -> TemplateResponse:
        asked = request.POST if refused else request.GET
        most = None if "all" in asked else MOST_SHOWN
        board = get_dashboard(
            user=request.user,
            now=timezone.now(),
            most=most,
            most_rows=None if "phases" in asked else MOST_ROWS,
        )
        request.current_app = self.name
        context = {
            **self.each_context(request),
            "title": self.index_title,
            "board": board,
            "is_all": most is None,
            "answers": ANSWERS,
            "writable": [place.pk for place in writable_organizations(request)],
            "refused": refused,
            "refused_item": refused.item(board.queue) if refused else None,
            **extra,
        }
        return TemplateResponse(
            request, self.index_template, context, status=422 if refused else 200
        )

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_view(self.attend)
        answer = path("attention/<int:key>/<slug:kind>/", page, name="attention")
        return [answer, *super().get_urls()]


class OperatorSite(SignedInElsewhere):
    """Open to operators: accounts, mail, jobs and plans that failed, across organizations."""

    site_header = "Phasewise"
    site_title = _("Phasewise operator")
    index_title = _("Operator")
    settings_name = "OPERATOR_UNFOLD"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff

    def get_urls(self) -> list[URLPattern]:
        jobs = path("jobs/", self.admin_view(self.jobs), name="jobs")
        return [jobs, *super().get_urls()]

    @method_decorator(require_safe)
    def jobs(self, request: HttpRequest) -> HttpResponse:
        request.current_app = self.name
        context = {
            **self.each_context(request),
            "title": _("Jobs"),
            "machinery": get_machinery(now=timezone.now()),
        }
        return TemplateResponse(request, "coaching/operator/jobs.html", context)


console = CoachConsole(name="console")
operator_site = OperatorSite(name="operator")
