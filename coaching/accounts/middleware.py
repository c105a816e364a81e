"""A second factor for everybody who sees other people's rows."""

from collections.abc import Callable

import structlog
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from redis.exceptions import ConnectionError, TimeoutError

from coaching.accounts.models import Membership, User

View = Callable[[HttpRequest], HttpResponse]

ACCOUNT_PATH = "/accounts/"
# Opening a link of an invitation counts against guessing tokens, as signing in does.
LIMITED_PATHS = (ACCOUNT_PATH, "/invitation/", "/coach-invitation/")
# Valkey is back soon, or somebody is called; there is no use in asking at once.
AGAIN_AFTER_S = 30

logger = structlog.get_logger(__name__)

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Signing out, setting the factor up, confirming an address and ending a mail by its link must
# work without one.
ALWAYS_OPEN = (ACCOUNT_PATH, "/static/", "/weekly-mail/stop/")
RETURN_KEY = "after_second_factor"


class NoSignInWithoutCache:
    """Say that signing in has to wait where the cache is gone: its limits on guessing count there.

    Who is signed in already goes on; letting everybody guess meanwhile would be worse than waiting.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_cache_gone = isinstance(error, (ConnectionError, TimeoutError))
        if not is_cache_gone or not request.path.startswith(LIMITED_PATHS):
            return None
        logger.error("cache_gone", path=request.path)
        answer = render(request, "503.html", status=503)
        answer["Retry-After"] = str(AGAIN_AFTER_S)
        return answer


class SecondFactorRequired:
    """Lead coaches and operators without a second factor to its set-up and later back.

    Costs one query a request where settings.SECOND_FACTOR_REQUIRED is on, none elsewhere.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._lacks_factor(request):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return _refuse_api()
        if request.method == "GET":
            request.session[RETURN_KEY] = request.get_full_path()
        return redirect("second_factor")

    def _lacks_factor(self, request: HttpRequest) -> bool:
        if not settings.SECOND_FACTOR_REQUIRED or request.path.startswith(ALWAYS_OPEN):
            return False
        return request.user.is_authenticated and lacks_second_factor(request.user)


def lacks_second_factor(user: User) -> bool:
    """Report whether a member or operator has neither authenticator app nor passkey. One query."""
    places = Membership.objects.filter(user=OuterRef("pk"), is_active=True)
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    sees_others = Q(is_staff=True) | Exists(places)
    return User.objects.filter(sees_others, ~Exists(factors), pk=user.pk).exists()


def _refuse_api() -> JsonResponse:
    """Answer in the API's error shape: this runs before its views do."""
    error = {
        "code": "second_factor_required",
        "detail": _("Set up a second factor in your account first."),
        "attr": None,
    }
    return JsonResponse({"type": "client_error", "errors": [error]}, status=403)
