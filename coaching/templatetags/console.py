"""The console's cells, for its own pages."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from athletes.queries.session_cards import SessionCard
from coaching.admin import cells

register = template.Library()
register.simple_tag(cells.goal_badge)
register.simple_tag(cells.flag_badges)
register.simple_tag(cells.late)
register.simple_tag(cells.phase_bar)
register.simple_tag(cells.percent)
register.simple_tag(cells.status_badge)
register.simple_tag(cells.badge)

STATES = {
    "done": (_("Done"), "good"),
    "partial": (_("Partly done"), "notice"),
    "missed": (_("Not done"), "bad"),
    "excused": (_("Excused"), "plain"),
    "paused": (_("Paused"), "plain"),
    "cancelled": (_("Taken out"), "plain"),
    "pending": (_("To come"), "plain"),
}


@register.simple_tag
def session_state(card: SessionCard) -> SafeString:
    """Return what became of a session, in a word; one not finished yet says so."""
    if card.is_begun and not card.is_finished:
        return cells.badge(_("Begun"), "notice")
    return cells.badge(*STATES[card.status])


DEVIATIONS = {
    "fewer": (_("fewer reps"), "notice"),
    "more": (_("more reps"), "good"),
    "lighter": (_("lighter"), "notice"),
    "heavier": (_("heavier"), "good"),
    "harder": (_("harder than asked"), "notice"),
    "easier": (_("easier than asked"), "plain"),
    "pain": (_("pain"), "bad"),
}


@register.simple_tag
def deviation_badge(deviation: str) -> SafeString:
    """Return in a word how a set differs from what was asked."""
    return cells.badge(*DEVIATIONS[deviation])
