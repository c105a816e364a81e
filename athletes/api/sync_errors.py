"""What can be wrong with a push as a whole; a single operation is never an error."""

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, PermissionDenied


class OtherUser(PermissionDenied):
    """The phone, or the athlete, belongs to somebody else who signed in here before."""

    default_code = "other_user"
    default_detail = _("This phone's entries belong to somebody else: sign in as that person.")


class DeviceUnknown(APIException):
    """A phone that was never registered."""

    status_code = 409
    default_code = "device_unknown"
    default_detail = _("This phone isn't known yet: register it and send again.")


class DeviceRevoked(APIException):
    """A phone that its person shut out."""

    status_code = 409
    default_code = "device_revoked"
    default_detail = _("This phone was removed from your account: sign in again on it.")


class DeviceOutdated(APIException):
    """A phone that was away for longer than operations are remembered."""

    status_code = 409
    default_code = "device_outdated"
    default_detail = _("This phone was away for long: register it anew and fetch everything.")


class PushTooLarge(APIException):
    """More than one push takes."""

    status_code = 413
    default_code = "push_too_large"
    default_detail = _("That is more than is taken at once: send half of it.")


class ProtocolNotSpoken(APIException):
    """A version of the app that this server doesn't understand any more, or not yet."""

    status_code = 426
    default_code = "protocol_not_spoken"
    default_detail = _("This app is out of date: reload the page. What you logged is kept.")
