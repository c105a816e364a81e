"""The coaches' console and the operator's pages."""

from coaching.admin import (
    operator,  # noqa: F401  (registers its pages)
)
from coaching.admin.sites import console, operator_site

__all__ = ["console", "operator_site"]
