"""Keep a search of the roster under a name."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from coaching.accounts.models import Membership
from coaching.models import RosterView
from programs.engine.errors import TrainingError

MOST = 30
# What a list's address may hold; anything else is left out.
KEPT = frozenset({"q", "state", "goal", "coach", "tag", "o"})


class ViewNameMissing(TrainingError):
    """A view without a name."""

    def __init__(self) -> None:
        super().__init__(_("Enter a name for this view."))


class NothingToSave(TrainingError):
    """The roster as it is anyway."""

    def __init__(self) -> None:
        super().__init__(_("Search, filter or sort the roster first, then save the view."))


class TooManyViews(TrainingError):
    """More views than anybody reads."""

    def __init__(self) -> None:
        super().__init__(_("You have %(most)d views: delete one first.") % {"most": MOST})


def save_view(*, membership: Membership, name: str, query: str, is_shared: bool) -> RosterView:
    """Keep the search; the same name again replaces it.

    Raises ViewNameMissing, NothingToSave, TooManyViews.
    """
    called = " ".join(name.split())[:40]
    if not called:
        raise ViewNameMissing
    kept = kept_query(query)
    if not kept:
        raise NothingToSave
    own = RosterView.objects.filter(membership=membership)
    if own.exclude(name=called).count() >= MOST:
        raise TooManyViews
    row, _is_new = RosterView.objects.update_or_create(
        organization_id=membership.organization_id,
        membership=membership,
        name=called,
        defaults={"query": kept, "is_shared": is_shared},
    )
    return row


def kept_query(query: str) -> str:
    """Return what of an address's end a view keeps, in one order."""
    said = QueryDict(query)
    kept = QueryDict(mutable=True)
    for name in sorted(KEPT & set(said)):
        if said[name]:
            kept[name] = said[name]
    return kept.urlencode()[:500]
