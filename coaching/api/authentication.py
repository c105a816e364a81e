"""Keys in the Authorization header."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from coaching.accounts.middleware import lacks_second_factor
from coaching.models import ApiToken

USE_NOTED_EVERY = timedelta(minutes=1)
UNKNOWN = _("This token is unknown, expired or revoked: make a new one.")


class SecondFactorMissing(PermissionDenied):
    """A member's token works as long as their sign-in would."""

    default_code = "second_factor_required"
    default_detail = _("Set up a second factor in your account first.")


class ApiTokenAuthentication(TokenAuthentication):
    """``Authorization: Bearer pw_...``; one query, and one a minute to note the use.

    Where a second factor is required, one more.
    """

    def authenticate_credentials(self, token: bytes) -> tuple[Any, ApiToken]:
        now = timezone.now()
        found = ApiToken.objects.filter(digest=hash_token(token.decode("latin-1")))
        row = found.select_related("user").first()
        is_good = row is not None and (row.expiry is None or row.expiry > now)
        if row is None or not is_good or not row.user.is_active:
            raise AuthenticationFailed(UNKNOWN)
        if settings.SECOND_FACTOR_REQUIRED and lacks_second_factor(row.user):
            raise SecondFactorMissing
        if row.last_used_at is None or row.last_used_at <= now - USE_NOTED_EVERY:
            ApiToken.objects.filter(pk=row.pk).update(last_used_at=now)
        return row.user, row
