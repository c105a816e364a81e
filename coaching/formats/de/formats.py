"""German days: a point after the number; where room is short no break."""

WEEKDAY_YEAR_FORMAT = "l, j. F Y"
WEEKDAY_FORMAT = "l, j. F"
LONG_DATE_FORMAT = "j. F Y"
MONTH_DAY_FORMAT = "j. F"
MEDIUM_DATE_FORMAT = "j.\u00a0N\u00a0Y"
SHORT_MONTH_DAY_FORMAT = "j.\u00a0N"
SHORT_MOMENT_FORMAT = "j.\u00a0N, H:i"
