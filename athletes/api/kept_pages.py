"""The addresses of the pages that a phone keeps, the most needed first."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import get_language

from athletes.queries.sync_pages import KeptPages

# What can be chosen of a session without signal.
CHOICES = ("session_exercises", "session_extra", "session_skip")


def kept_addresses(pages: KeptPages) -> list[dict[str, str]]:
    """Return each page with what changes when it does, or when its reader's language does."""
    language = get_language()
    return [{"url": url, "rev": f"{rev}-{language}"} for url, rev in _addresses(pages)]


def _addresses(pages: KeptPages) -> Iterator[tuple[str, str]]:
    open_ones = [one for one in pages.sessions if one.choices_rev]
    yield reverse("today"), pages.today_rev
    yield reverse("week"), pages.weeks[0].rev
    for week in pages.weeks:
        yield reverse("week", args=[week.first_on.isoformat()]), week.rev
    for one in pages.sessions:
        yield reverse("session", args=[one.id]), one.rev
    for one in open_ones:
        yield reverse("session_finish", args=[one.id]), one.rev
    yield reverse("check_in"), pages.check_in_rev
    for one in open_ones:
        for name in CHOICES:
            yield reverse(name, args=[one.id]), one.choices_rev
    for one in pages.sessions:
        yield reverse("session_comments", args=[one.id]), one.comments_rev
