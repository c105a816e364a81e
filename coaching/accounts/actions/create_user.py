"""Give a person an account."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coaching.accounts.models import User
from programs.engine.errors import TrainingError


class AccountExists(TrainingError):
    """Somebody signs in with this address already."""

    def __init__(self) -> None:
        super().__init__(_("There is an account with this e-mail address already. Sign in."))


def create_user(*, email: str, name: str, password: str, **fields: Any) -> User:
    """Create an account whose address is verified already: by an invitation, or demo data.

    Ordinary sign-up goes through allauth, which verifies by mail. Raises AccountExists.
    """
    try:
        with transaction.atomic():
            user = get_user_model().objects.create_user(email, password, name=name, **fields)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    except IntegrityError as error:
        raise AccountExists from error
    return user
