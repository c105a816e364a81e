"""The link in a weekly mail that ends it without signing in."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.accounts.models import Membership
from programs.engine.errors import TrainingError

# The product's key signs: a link is good for one place's mail, for as long as there is one.
SIGNER = Signer(salt="coaching.weekly-mail")


class LinkUnknown(TrainingError):
    """Nobody signed this link, or its place is gone."""

    def __init__(self) -> None:
        super().__init__(
            _("Check that you opened the whole link, or choose your mails after signing in.")
        )


def stop_address(membership: Membership) -> str:
    """Return the address that ends a place's weekly mail."""
    token = SIGNER.sign(str(membership.pk))
    return settings.PUBLIC_URL + reverse("digest_stop", args=[token])


def find_membership(*, token: str) -> Membership:
    """Return the place that a link is of, with its organization. 1 query. Raises LinkUnknown."""
    try:
        key = int(SIGNER.unsign(token))
        found: Membership = Membership.objects.select_related("organization").get(pk=key)
    except (BadSignature, Membership.DoesNotExist) as error:
        raise LinkUnknown from error
    return found
