"""Athletes who open their day without end: `python -m tests.chaos.reader --seed 1`."""

import argparse
import random
import time

import django
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone

PAUSE_S = 0.05


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    drawn = random.Random(parser.parse_args().seed)
    django.setup()
    from athletes.actions.roll_plan import roll_plan
    from athletes.models import Plan

    plans: list[int] = []
    while True:
        try:
            plans = plans or list(Plan.objects.order_by("pk").values_list("pk", flat=True))
            roll_plan(plan_id=drawn.choice(plans), now=timezone.now(), cause="READ")
        except (DatabaseError, InterfaceError):
            # A page that fails now is opened again.
            close_old_connections()
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    main()
