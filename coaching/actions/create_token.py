"""Make a key with which a program speaks for its user."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import ngettext
from knox.settings import knox_settings

from coaching.accounts.models import User
from coaching.models import ApiToken
from programs.engine.errors import TrainingError

USUAL_DAYS = 90
MOST_DAYS = 365


class TooManyTokens(TrainingError):
    """The person has as many as one may have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            ngettext(
                "You have %(count)d token, which is the limit: revoke one first.",
                "You have %(count)d tokens, which is the limit: revoke one first.",
                most,
            )
            % {"count": most}
        )


class TokenLifetimeInvalid(TrainingError):
    """A token that would live too long, or not at all."""

    field = "days"

    def __init__(self) -> None:
        super().__init__(
            ngettext(
                "A token lives 1 to %(count)d day: choose a number in between.",
                "A token lives 1 to %(count)d days: choose a number in between.",
                MOST_DAYS,
            )
            % {"count": MOST_DAYS}
        )


def create_token(
    *, user: User, name: str, now: datetime, days: int = USUAL_DAYS
) -> tuple[ApiToken, str]:
    """Return the token's row and its text, which is shown once and kept only as a hash.

    Expired ones make room. Raises TooManyTokens and TokenLifetimeInvalid; four queries.
    """
    if not 1 <= days <= MOST_DAYS:
        raise TokenLifetimeInvalid
    most = knox_settings.TOKEN_LIMIT_PER_USER
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        own = ApiToken.objects.filter(user=user)
        own.filter(expiry__lte=now).delete()
        if own.filter(Q(expiry=None) | Q(expiry__gt=now)).count() >= most:
            raise TooManyTokens(most)
        row: ApiToken
        row, text = ApiToken.objects.create(user=user, name=name, expiry=timedelta(days=days))
    return row, text
