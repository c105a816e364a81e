"""How allauth speaks here: fewer words, and mail that names the product."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext_lazy as _

from coaching.accounts.actions.keep_language import keep_language
from coaching.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Says what to do next where allauth says only what went wrong."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off. Ask your head coach."),
        "email_password_mismatch": _(
            "E-mail address and password don't match. Check both, or reset the password."
        ),
        "too_many_login_attempts": _(
            "Too many tries with a wrong password. Wait five minutes, or reset the password."
        ),
        "enter_current_password": _("Your current password is another one. Type it again."),
        "incorrect_password": _("That is not your password. Type it again."),
        "incorrect_code": _("That code doesn't match. Type the newest one."),
        "duplicate_email": _("You have added this address already."),
        "invalid_password_reset": _("This link was used or is too old. Ask for a new one."),
    }

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Keep the browser's language for who never chose one, so that mails are in it too."""
        keep_language(user=user, language=_language_of(request))
        return super().post_login(request, user, **kwargs)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> Any:
        return super().render_mail(
            template_prefix, email, {**context, "product": "Phasewise"}, headers
        )


def _language_of(request: HttpRequest) -> str:
    """Return the browser's language; empty where it says none."""
    return get_language_from_request(request) if "Accept-Language" in request.headers else ""
