"""The coaches' console and the operator's pages."""

# Each module registers its pages as it is read.
from coaching.admin import (
    athletes,
    deltas,
    exercises,
    jobs,
    library,
    operator,
    organization,
    plans,
    reports,
    sessions,
    training_days,
)
from coaching.admin.headers import make_headers_once
from coaching.admin.sites import console, operator_site

make_headers_once()
PAGES = (
    athletes,
    deltas,
    exercises,
    jobs,
    library,
    operator,
    organization,
    plans,
    reports,
    sessions,
    training_days,
)

__all__ = ["PAGES", "console", "operator_site"]
