"""What a session's reader is told about the load of a group."""

from datetime import datetime

from athletes.models import PlannedGroup
from athletes.queries.explanations import explain_groups
from tests import make


def explained(group: PlannedGroup, *, now: datetime = make.NOW) -> str:
    session = group.session
    return explain_groups([group], session=session, athlete=session.athlete, now=now)[group.pk]
