"""The project package and the coach's side."""

from coaching.celery import app as celery_app

__all__ = ["celery_app"]
