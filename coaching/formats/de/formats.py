"""German days: a point after the number."""

WEEKDAY_YEAR_FORMAT = "l, j. F Y"
WEEKDAY_FORMAT = "l, j. F"
LONG_DATE_FORMAT = "j. F Y"
MONTH_DAY_FORMAT = "j. F"
MEDIUM_DATE_FORMAT = "j. M Y"
SHORT_MONTH_DAY_FORMAT = "j. M"
SHORT_MOMENT_FORMAT = "j. M, H:i"
