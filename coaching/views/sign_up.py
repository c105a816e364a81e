"""The sign-up page."""

from typing import Any

from allauth.account.views import SignupView

from coaching.forms.sign_up import Purpose


class SignUpView(SignupView):
    """Allauth's page; ``?as=TRAIN`` has the other choice marked already."""

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        purpose = self.request.GET.get("as", "").upper()
        if purpose in Purpose:
            initial["purpose"] = purpose
        return initial
