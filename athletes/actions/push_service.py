"""The addresses that browsers' makers give out for messages; nothing else is ever sent to."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from programs.engine.errors import TrainingError

# One reading serves the check and the sending, so that no second one can differ from it.
ADDRESS = re.compile(
    r"https://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[A-Za-z0-9/._~:@!$&'()*+,;=%?-]*)"
)
HTTPS = 443


class UnknownPushService(TrainingError):
    """A subscription whose address isn't one of the known services'."""

    def __init__(self) -> None:
        super().__init__(
            _("Reminders can't be sent to this browser. Use Chrome, Edge, Firefox or Safari.")
        )


@dataclass(frozen=True, slots=True)
class PushAddress:
    """Where to connect and what to ask for there."""

    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        return f"https://{self.host}" + ("" if self.port == HTTPS else f":{self.port}")


def push_address(endpoint: str) -> PushAddress:
    """Return the parts of a subscription's address. Raises UnknownPushService."""
    found = ADDRESS.fullmatch(endpoint)
    if found is None:
        raise UnknownPushService
    address = PushAddress(found["host"], int(found["port"] or HTTPS), found["path"])
    if not any(_is_of(address, service) for service in settings.PUSH_SERVICES):
        raise UnknownPushService
    return address


def _is_of(address: PushAddress, service: str) -> bool:
    """Tell whether a host is the service's: itself, or with ``*.`` one below it."""
    host, _colon, port = service.partition(":")
    if address.port != int(port or HTTPS):
        return False
    return address.host.endswith(host[1:]) if host.startswith("*.") else address.host == host
