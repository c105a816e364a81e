"""The Celery application: tasks are hints that hurry what the database already says is due."""

import os

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.settings")

app = Celery("phasewise")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["athletes", "coaching"])


@app.on_after_configure.connect
def schedule(sender: Celery, **_: object) -> None:
    """Give beat its ticks once settings are read."""
    from coaching.schedule import BEAT_SCHEDULE

    sender.conf.beat_schedule = BEAT_SCHEDULE


@beat_init.connect
def tick_at_once(**_: object) -> None:
    """Send every tick when beat starts: an interval's first would come a whole interval later."""
    from coaching.schedule import BEAT_SCHEDULE

    for entry in BEAT_SCHEDULE.values():
        app.send_task(entry["task"], **entry["options"])
