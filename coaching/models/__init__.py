"""Rows of the coach side."""

from coaching.models.access import ApiToken
from coaching.models.invitation import Invitation

__all__ = ["ApiToken", "Invitation"]
