"""Values of lists as the console shows them."""

from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.models.adherence import AdherenceFigures
from athletes.queries.late_changes import LATE_SHARES
from athletes.templatetags.training import signed
from coaching.queries.dashboard import Bar
from coaching.queries.flags import Flag

GOALS = {
    "hypertrophy": gettext_lazy("Hypertrophy"),
    "strength": gettext_lazy("Strength"),
    "deload": gettext_lazy("Deload"),
    "peaking": gettext_lazy("Peaking"),
    "test": gettext_lazy("Test"),
    "transition": gettext_lazy("Transition"),
}
# The same signs as in templates/partials/goal_icon.html: color is never alone.
SIGNS = {
    "hypertrophy": "M1 13c0-6 2.5-10 7-10s7 4 7 10z",
    "strength": "M8 2l7 11h-4.5L8 8.5 5.5 13H1z",
    "deload": "M1 5h3.2C5 8.6 6.3 10 8 10s3-1.4 3.8-5H15c-.8 5.7-3.3 8.5-7 8.5S1.8 10.7 1 5z",
}
OTHER_SIGN = "M8 2l6 6-6 6-6-6z"
TONES = {"on_track": "good", "at_risk": "notice", "off_track": "bad", "no_data": "plain"}
NOTHING = "–"


def goal_badge(goal: str, label: str | None = None) -> SafeString:
    """Return a phase's goal as color, sign and word."""
    return format_html(
        '<span class="pw-badge {}"><svg viewBox="0 0 16 16" aria-hidden="true" '
        'fill="currentColor"><path d="{}"/></svg>{}</span>',
        goal,
        SIGNS.get(goal, OTHER_SIGN),
        label or GOALS.get(goal, goal),
    )


def phase_bar(bar: Bar) -> SafeString:
    """Return a phase on the board; a template for each would take longer than all the rest."""
    looks = [bar.goal]
    looks += ["pw-bar--running"] if bar.is_running else []
    looks += ["pw-bar--ahead"] if bar.is_projected else []
    looks += ["pw-bar--last"] if bar.is_last else []
    return format_html(
        '<span class="pw-bar {}" style="left:{}%;width:{}%" title="{}: {} – {}">'
        '<svg viewBox="0 0 16 16" fill="currentColor"><path d="{}"/></svg>{}</span>',
        " ".join(looks),
        bar.left,
        bar.width,
        bar.name,
        date_format(bar.starts_on, "j M"),
        date_format(bar.ends_on, "j M"),
        SIGNS.get(bar.goal, OTHER_SIGN),
        "" if bar.is_narrow else bar.name,
    )


def named(name: str, below: str) -> SafeString:
    """Return a row's name over what it goes with; Unfold would run a template for each."""
    return format_html(
        '<span class="flex flex-col text-right lg:text-left">'
        '<strong class="block font-normal">{}</strong>'
        '<span class="block text-base-500 dark:text-base-400">{}</span></span>',
        name,
        below,
    )


def badge(label: str, tone: str = "plain") -> SafeString:
    """Return a word in a tone: good, notice, bad or plain."""
    return format_html('<span class="pw-badge {}">{}</span>', tone, label)


def flag_badges(flags: tuple[Flag, ...]) -> SafeString | str:
    """Return an athlete's flags, each with its sentence on hovering."""
    if not flags:
        return NOTHING
    return format_html(
        '<span class="pw-badges">{}</span>',
        format_html_join(
            "",
            '<span class="pw-badge {}" title="{}">{}</span>',
            ((flag.tone, flag.words, flag.short) for flag in flags),
        ),
    )


def tag_badges(tags: list[dict[str, str]]) -> SafeString | str:
    """Return an athlete's tags, each in its color."""
    words = ((tag["color"].lower(), tag["name"]) for tag in tags)
    found = format_html_join("", '<span class="pw-tag pw-tag--{}">{}</span>', words)
    return format_html('<span class="pw-tags">{}</span>', found) if tags else ""


def percent(share: Decimal | None) -> str:
    """Return a share as whole percent, a dash where there is nothing to judge."""
    return NOTHING if share is None else f"{share * 100:.0f}%"


def late(row: Any, name: str) -> SafeString | str:
    """Return what late logs changed of a sealed figure, signed (decision 15); else nothing.

    ``row`` comes from ``with_late_changes``.
    """
    change, unit = (row.late or {}).get(name) or 0, ""
    if name in LATE_SHARES:
        change, unit = round(change * 100), "%"
    return (
        format_html('<small class="pw-late">{}{}</small>', signed(change), unit) if change else ""
    )


def parts(row: Any) -> SafeString | str:
    """Return the four parts of adherence and, behind them, the composite (decision 21)."""
    if row is None:
        return NOTHING
    figures = (
        (_("Sess."), "session_adherence"),
        (_("Sets"), "set_adherence"),
        (_("Vol."), "volume_adherence"),
        (_("Int."), "intensity_adherence"),
        (_("All"), "composite"),
    )
    return format_html(
        '<span class="pw-parts">{}</span>',
        format_html_join(
            "",
            "<span>{}{}<small>{}</small></span>",
            ((percent(getattr(row, name)), late(row, name), label) for label, name in figures),
        ),
    )


def status_badge(row: AdherenceFigures) -> SafeString:
    """Return a week's verdict; a week that can still change says so."""
    label = row.get_status_display()
    if row.sealed_at is None:
        label = _("%(status)s, provisional") % {"status": label}
    return badge(label, TONES[row.status])
