"""An athlete's calendar as iCalendar (RFC 5545): sessions and phases as whole days.

A training day is a local day without an hour, so no clock change can move one.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from athletes.queries.calendar_feed import Feed, FeedPhase, FeedSession
from athletes.views.phase_words import GOALS
from programs.engine.goals import Goal

DAY = timedelta(days=1)
# Said to programs that ask how often to look; they may ask more often.
LOOK_AGAIN = timedelta(hours=4)


def calendar_file(feed: Feed, *, host: str, stamp: datetime) -> bytes:
    """Return the calendar. ``host`` makes ids unique; ``stamp`` is a fixed instant.

    The same plan is the same file, so that programs see at once that nothing changed.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Phasewise//Training//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Training"))
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    for phase in feed.phases:
        calendar.add_component(_phase(phase, host=host, stamp=stamp))
    for session in feed.sessions:
        calendar.add_component(_session(session, host=host, stamp=stamp))
    return bytes(calendar.to_ical())


def _phase(phase: FeedPhase, *, host: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"phase-{phase.id}@{host}")
    event.add("dtstamp", stamp)
    event.add("summary", f"{phase.name} ({GOALS[Goal(phase.goal)]})")
    event.add("dtstart", phase.starts_on)
    # The day after the last: DTEND isn't part of it.
    event.add("dtend", phase.ends_on + DAY)
    event.add("transp", "TRANSPARENT")
    return event


def _session(session: FeedSession, *, host: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"session-{session.id}@{host}")
    event.add("dtstamp", stamp)
    event.add("summary", _summary(session))
    event.add("dtstart", session.on)
    event.add("dtend", session.on + DAY)
    event.add("description", "\n".join(_description(session)))
    event.add("transp", "TRANSPARENT")
    return event


def _summary(session: FeedSession) -> str:
    if session.is_done:
        return _("%(session)s, done") % {"session": session.name}
    if session.excused_for:
        return _("%(session)s, left out") % {"session": session.name}
    return session.name or _("Training")


def _description(session: FeedSession) -> list[str]:
    about = _("%(phase)s, about %(minutes)d minutes") % {
        "phase": session.phase,
        "minutes": session.minutes,
    }
    return [about, *session.lines]
