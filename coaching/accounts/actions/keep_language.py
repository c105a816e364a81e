"""Keep the language that somebody reads in, once, where none was chosen."""

from coaching.accounts.models import User


def keep_language(*, user: User, language: str) -> bool:
    """Return whether the language is kept: not where one was chosen, or none is known.

    1 query, none where a language was chosen.
    """
    if user.locale or not language:
        return False
    unchosen = User.objects.filter(pk=user.pk, locale="")
    return bool(unchosen.update(locale=language))
