"""Who people are and which organization they work in."""

from coaching.accounts.models.membership import Membership
from coaching.accounts.models.organization import Organization
from coaching.accounts.models.user import Units, User

__all__ = ["Membership", "Organization", "Units", "User"]
