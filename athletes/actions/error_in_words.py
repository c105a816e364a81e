"""What is kept of an error: its class and where it arose, never its text."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException
from traceback import walk_tb

from athletes.actions.post_push import PushRefused

OUR_PACKAGES = ("athletes", "coaching", "programs")
LONGEST = 500


def error_in_words(error: BaseException) -> str:
    """Return for example "IntegrityError: transition_fence, athletes.actions.x line 40".

    The message itself may quote a name, an address or a note, so only what cannot is taken: the
    database's name of a constraint, the mail server's number, the innermost place in our code.
    """
    parts = [part for part in (_constraint(error), _answer(error), _place(error)) if part]
    return f"{type(error).__name__}: {', '.join(parts)}"[:LONGEST]


def _constraint(error: BaseException) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def _answer(error: BaseException) -> str:
    if isinstance(error, SMTPResponseException):
        return f"code {error.smtp_code}"
    if isinstance(error, PushRefused):
        return f"code {error.status}"
    if isinstance(error, SMTPRecipientsRefused):
        return ", ".join(f"code {code}" for code, _ in error.recipients.values())
    return ""


def _place(error: BaseException) -> str:
    names = [
        (frame.f_globals.get("__name__", ""), line) for frame, line in walk_tb(error.__traceback__)
    ]
    ours = [place for place in names if place[0].partition(".")[0] in OUR_PACKAGES]
    return f"{ours[-1][0]} line {ours[-1][1]}" if ours else ""
