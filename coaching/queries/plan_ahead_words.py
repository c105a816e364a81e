"""What the planner of years says, with days as people write them."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.engine.planning.changes import changes_between
from programs.engine.planning.edits import Edit, EditKind
from programs.engine.planning.year import YearPlan

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def in_days(sentence: str) -> str:
    """Return an engine's sentence with its days as people write them."""
    return DAY.sub(_as_written, sentence)


def _as_written(found: re.Match[str]) -> str:
    try:
        on = date.fromisoformat(found[0])
    except ValueError:
        # Somebody's own words, which the sentence repeats.
        return found[0]
    return date_format(on, "j M Y")


def changes_in_words(*, before: YearPlan, after: YearPlan) -> tuple[str, ...]:
    """Return what changed of a year, a sentence for each change; the last day comes last."""
    return tuple(_sentences(before, after))


def _sentences(before: YearPlan, after: YearPlan) -> Iterator[str]:
    for change in changes_between(before=before, after=after):
        yield in_days(change.words)
    if not (before.phases and after.phases):
        return
    old, new = before.phases[-1].ends_on, after.phases[-1].ends_on
    if old != new:
        yield _("The last day is %(new)s instead of %(old)s.") % {
            "new": date_format(new, "j M Y"),
            "old": date_format(old, "j M Y"),
        }


def edit_in_words(edit: Edit) -> str:
    """Return in words what was done to a phase."""
    phase = edit.phase.replace("-", " ").capitalize()
    if edit.kind is EditKind.PIN:
        return _("%(phase)s is pinned to its days") % {"phase": phase}
    if edit.kind is EditKind.RELEASE:
        return _("%(phase)s is free to move again") % {"phase": phase}
    counted = ngettext("%(count)d week", "%(count)d weeks", edit.weeks) % {"count": edit.weeks}
    sentences = {
        EditKind.LONGER: _("%(phase)s %(weeks)s longer"),
        EditKind.SHORTER: _("%(phase)s %(weeks)s shorter"),
        EditKind.LATER: _("%(phase)s %(weeks)s later"),
        EditKind.EARLIER: _("%(phase)s %(weeks)s earlier"),
    }
    return sentences[edit.kind] % {"phase": phase, "weeks": counted}
