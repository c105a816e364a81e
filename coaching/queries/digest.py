"""A coach's week in a mail: who needs them, in five lines, and who waits to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.queries.comments import UnreadComments, get_unread_comments
from coaching.accounts.models import Membership
from coaching.queries.digest_links import stop_address
from coaching.queries.flags import Flag, FlagKind
from coaching.queries.roster import RosterLine, get_roster, roster_rows

MOST_LINES = 5
# What cannot wait another week, the most pressing first; the console shows the rest.
TOLD = (
    FlagKind.PAIN,
    FlagKind.PROPOSAL,
    FlagKind.LATE_LOGS,
    FlagKind.MISSED,
    FlagKind.INTERRUPTED,
    FlagKind.FELL,
    FlagKind.STOPPED,
    FlagKind.ENDS,
)
PLACES = {kind: place for place, kind in enumerate(TOLD)}


@dataclass(frozen=True, slots=True)
class Digest:
    """The most pressing lines, one an athlete, and how many athletes more there are.

    ``unread`` says whose comments nobody has read; empty when all are.
    """

    lines: tuple[str, ...]
    more: int
    unread: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.unread)


def get_digest(*, membership: Membership, now: datetime) -> Digest:
    """Return who needs a coach in one organization. 7 queries, whatever the number of athletes.

    Who coaches oneself is not told about oneself.
    """
    rows = (
        roster_rows(user=membership.user, now=now)
        .filter(organization=membership.organization_id, is_archived=False)
        .exclude(user_id=membership.user_id)
    )
    athletes = list(rows.order_by(Lower("name"), "pk"))
    roster = get_roster(athletes=athletes, now=now, shows_weeks=False)
    needs = _needs(list(roster.values()))
    unread = [
        one
        for one in get_unread_comments(user=membership.user)
        if one.athlete.organization_id == membership.organization_id
    ]
    return Digest(
        lines=tuple(f"{line.athlete.name}: {flag.words}" for line, flag in needs[:MOST_LINES]),
        more=len(needs[MOST_LINES:]),
        unread=_unread(unread),
    )


def get_digest_mail(facts: Mapping[str, Any], *, now: datetime) -> dict[str, Any] | None:
    """Return address, subject, text and headers; None where nobody needs or wrote to the coach.

    Or where the coach wants no such mail: text and headers (RFC 8058) say how to end it.
    ``facts`` name the membership. Rights are those at sending. 8 queries.
    """
    memberships = Membership.objects.select_related("user", "organization")
    membership = memberships.filter(
        pk=facts["membership"], is_active=True, wants_digest=True, user__is_active=True
    ).first()
    if membership is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        digest = get_digest(membership=membership, now=now)
        return _mail(membership, digest) if digest else None


def _needs(lines: Sequence[RosterLine]) -> list[tuple[RosterLine, Flag]]:
    """Return each athlete with the most pressing reason; what has waited longest comes first."""
    found = []
    for line in lines:
        told = [flag for flag in line.flags if flag.kind in PLACES]
        if told:
            found.append((line, min(told, key=lambda flag: PLACES[flag.kind])))
    return sorted(found, key=lambda need: (PLACES[need[1].kind], -need[1].days))


def _unread(waiting: Sequence[UnreadComments]) -> str:
    """Return whose comments wait, those that wait longest first; nothing where none does."""
    if not waiting:
        return ""
    names = ", ".join(f"{one.athlete.name} ({one.count})" for one in waiting[:MOST_LINES])
    more = len(waiting) - MOST_LINES
    if more > 0:
        return _("Comments nobody has read: %(names)s and %(more)d more") % {
            "names": names,
            "more": more,
        }
    return _("Comments nobody has read: %(names)s") % {"names": names}


def _subject(digest: Digest, *, organization: str) -> str:
    if not digest.lines:
        return _("Comments wait for you at %(organization)s") % {"organization": organization}
    count = len(digest.lines) + digest.more
    return ngettext(
        "%(count)d athlete needs you at %(organization)s",
        "%(count)d athletes need you at %(organization)s",
        count,
    ) % {"count": count, "organization": organization}


def _mail(membership: Membership, digest: Digest) -> dict[str, Any]:
    subject = _subject(digest, organization=membership.organization.name)
    stop = stop_address(membership)
    values = {
        "name": membership.user.name,
        "digest": digest,
        "console": settings.PUBLIC_URL + reverse("console:index"),
        "stop": stop,
    }
    return {
        "to": membership.user.email,
        "subject": " ".join(subject.split()),
        "text": render_to_string("email/digest.txt", values),
        "headers": {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    }
