"""Ranges of days in SQL."""

from django.db import models
from django.db.models import Func


class DayRange(Func):
    """A PostgreSQL range of days: DayRange(from, to, "[]") has both ends inside."""

    function = "DATERANGE"
    output_field = models.Field()
