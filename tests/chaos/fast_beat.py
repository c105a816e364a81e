"""The product's Celery application with ticks of a second: `celery --app tests.chaos.fast_beat`."""

from coaching.celery import app
from coaching.schedule import BEAT_SCHEDULE

TICKS_S = {"athletes.roll_due": 1.0, "athletes.send_outbox": 1.0}

for name, entry in list(BEAT_SCHEDULE.items()):
    if entry["task"] in TICKS_S:
        tick_s = TICKS_S[entry["task"]]
        BEAT_SCHEDULE[name] = {**entry, "schedule": tick_s, "options": {"expires": tick_s}}
    else:
        del BEAT_SCHEDULE[name]

__all__ = ["app"]
