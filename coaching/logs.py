"""What log lines must not carry: addresses, link tokens, query strings."""

import re
from typing import Any

ADDRESS = re.compile(r"[^\s@\"'(<,=]+@[^\s@\"')>,]+")
# Ids are shorter: 36 characters at most. Tokens of mail links have 38 and more.
LINK_TOKEN = re.compile(r"(?<=/)[-:\w]{38,}")
QUERY = re.compile(r"\?\S+")


def hide_personal(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace what could name a person or open a link in every text of a log line."""
    return {
        key: _hide(value) if isinstance(value, str) and not key.startswith("_") else value
        for key, value in event.items()
    }


def _hide(text: str) -> str:
    text = ADDRESS.sub("[address]", text)
    text = LINK_TOKEN.sub("[token]", text)
    return QUERY.sub("?[query]", text) if "/" in text else text
