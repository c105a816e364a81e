"""How allauth speaks here: fewer words, and mail that names the product."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


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
