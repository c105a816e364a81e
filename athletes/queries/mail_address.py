"""Where mail reaches an athlete."""

from athletes.models import Athlete


def mail_address(athlete: Athlete) -> str:
    """Return the athlete's own address, else the account's, else nothing.

    The athlete comes with the user.
    """
    return athlete.email or (athlete.user.email if athlete.user else "")
