"""What beat sends and how often. Interval ticks only: no tick carries meaning by its hour."""

from typing import Any

from django.conf import settings

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "roll-due": {
        "task": "athletes.roll_due",
        "schedule": float(settings.SWEEP_INTERVAL_S),
        "options": {"expires": settings.SWEEP_INTERVAL_S - 10},
    },
    "summarize-adherence": {
        "task": "athletes.summarize_adherence",
        "schedule": 300.0,
        "options": {"expires": 290},
    },
    "queue-digests": {
        "task": "coaching.queue_digests",
        "schedule": 300.0,
        "options": {"expires": 290},
    },
    "queue-reminders": {
        "task": "athletes.queue_reminders",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "forget-mail": {
        "task": "athletes.forget_mail",
        "schedule": 3600.0,
        "options": {"expires": 3590},
    },
    "forget-operations": {
        "task": "athletes.forget_operations",
        "schedule": 3600.0,
        "options": {"expires": 3590},
    },
    "forget-answers": {
        "task": "coaching.forget_answers",
        "schedule": 3600.0,
        "options": {"expires": 3590},
    },
    "work-jobs": {
        "task": "coaching.work_jobs",
        "schedule": 20.0,
        "options": {"expires": 15},
    },
    "forget-jobs": {
        "task": "coaching.forget_jobs",
        "schedule": 3600.0,
        "options": {"expires": 3590},
    },
    "draft-reports": {
        "task": "coaching.draft_reports",
        "schedule": 300.0,
        "options": {"expires": 290},
    },
    "sweep-photos": {
        "task": "athletes.sweep_photos",
        "schedule": 3600.0,
        "options": {"expires": 3590},
    },
    "send-outbox": {
        "task": "athletes.send_outbox",
        "schedule": 20.0,
        "options": {"expires": 15},
    },
}
