"""Reading what waits in the outbox."""

import re
from typing import Any

from athletes.models import Outbox


def last_mail() -> dict[str, Any]:
    """Return the newest mail that waits to be sent."""
    message: dict[str, Any] = Outbox.objects.order_by("-pk")[0].message
    return message


def link_in(text: str, *, part: str) -> str:
    """Return the path of the one link of a mail whose path holds a part."""
    links: list[str] = re.findall(r"https?://[^/\s]+(/\S+)", text)
    (path,) = [link for link in links if part in link]
    return path


def link_token(text: str) -> str:
    """Return the token of the invitation in a mail."""
    return link_in(text, part="/invitation/").split("/")[2]
