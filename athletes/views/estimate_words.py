"""How an estimated maximum was found, in words."""

from django.utils.translation import gettext as _


def method_words(method: str) -> str:
    """Return the words for an estimate's method; a formula goes by its author's name."""
    if method == "measured":
        return _("a single at full effort")
    if method == "chart":
        return _("the chart of reps and effort")
    if method == "median3":
        return _("the median of three formulas")
    return _("the formula of %(author)s") % {"author": method.capitalize()}
