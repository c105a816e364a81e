"""Headers of a list are made once: Unfold makes all of them again with every row."""

from collections.abc import Callable, Iterator
from typing import Any

from unfold.templatetags import unfold_list

Headers = Callable[[Any], Iterator[Any]]


def make_headers_once() -> None:
    """Let Unfold keep a list's headers with the list, which lives as long as its page."""
    unfold_list.result_headers = _once(unfold_list.result_headers)


def _once(make: Headers) -> Headers:
    def headers(of: Any) -> Iterator[Any]:
        if not hasattr(of, "made_headers"):
            of.made_headers = list(make(of))
        return iter(of.made_headers)

    return headers
