"""Sign out, and have the browser forget what it kept."""

from typing import Any

from allauth.account.views import LogoutView
from django.http import HttpRequest, HttpResponse

from athletes.actions.subscribe_push import forget_push


class SignOutView(LogoutView):
    """allauth's page; the answer clears databases, kept pages and the service worker.

    The page says where the browser takes reminders, so that it gets none any more.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forget_push(user=request.user, endpoint=request.POST.get("endpoint", "").replace("\0", ""))
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response
