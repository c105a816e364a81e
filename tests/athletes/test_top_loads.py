"""Back-offs by today's top set: what the page says before and after it is logged."""

from decimal import Decimal

import pytest

from athletes.actions.log_sets import log_sets
from athletes.models import Athlete, PlannedGroup
from athletes.queries.session_page import get_session
from tests import make
from tests.athletes.logging import entry

pytestmark = pytest.mark.django_db

STARTS = {"rm:bench": Decimal(100), "rm:squat": Decimal(150), "w:row": Decimal(70)}


@pytest.fixture
def athlete() -> Athlete:
    athlete = make.athlete()
    make.plan(athlete=athlete, anchors={athlete.pk: STARTS})
    return Athlete.objects.select_related("equipment").get(pk=athlete.pk)


def by_top_of_bench(athlete: Athlete, **fields: object) -> tuple[PlannedGroup, PlannedGroup]:
    """Make the row go by 90 % of the bench's top set; return both groups."""
    groups = PlannedGroup.objects.filter(athlete=athlete, session__ordinal=1)
    bench = groups.get(slot_key="bench-h")
    row = groups.exclude(slot_key="bench-h").order_by("position").first()
    groups.filter(pk=row.pk).update(
        **{"anchor": "top:bench-h", "load_kg": None, "base_percent": 90, "added_kg": None, **fields}
    )
    return bench, row


def top_and_load(athlete: Athlete, bench: PlannedGroup) -> tuple[Decimal | None, Decimal | None]:
    page = get_session(athlete=athlete, session_id=bench.session_id, now=make.NOW)
    group = page.blocks[1].groups[0]
    return group.top.kg, group.rows[0].load_kg


def test_load_waits_for_the_top_set(athlete: Athlete) -> None:
    bench, _ = by_top_of_bench(athlete)

    assert top_and_load(athlete, bench) == (None, None)


@pytest.mark.parametrize(
    ("fields", "load_kg"),
    [
        # 90 % of 102.5 kg is 92.25.
        ({}, Decimal("92.5")),
        ({"is_first_exposure": True}, Decimal(90)),
        ({"base_percent": None}, Decimal("102.5")),
        ({"added_kg": 5}, Decimal("97.5")),
    ],
)
def test_load_is_the_share_of_the_heaviest_top_set(
    athlete: Athlete, fields: dict[str, object], load_kg: Decimal
) -> None:
    bench, _ = by_top_of_bench(athlete, **fields)
    sets = [
        entry(bench, load_kg=kg, position=number)
        for number, kg in enumerate([Decimal("102.5"), Decimal(95)], start=1)
    ]
    log_sets(athlete=athlete, sets=sets, by=None, now=make.NOW)

    assert top_and_load(athlete, bench) == (load_kg, load_kg)


def test_loads_with_their_own_target_have_no_share(athlete: Athlete) -> None:
    bench, _ = by_top_of_bench(athlete, load_kg=Decimal(70))

    page = get_session(athlete=athlete, session_id=bench.session_id, now=make.NOW)

    assert [group.top for block in page.blocks for group in block.groups] == [None] * 4
