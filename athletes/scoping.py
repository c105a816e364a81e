"""Which athletes a person may see rows of; every queryset's ``visible_to`` starts here."""

from typing import Any

from django.apps import apps
from django.db.models import QuerySet


def engagements_of(user: Any) -> QuerySet[Any]:
    """Return the engagements that let a person see an athlete today: not ended, still a member."""
    return apps.get_model("athletes", "Engagement").objects.filter(
        ended_at=None, membership__user=user, membership__is_active=True
    )
