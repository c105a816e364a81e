"""Spanish days: "de" between day, month and year, but not where room is short."""

WEEKDAY_YEAR_FORMAT = r"l, j \d\e F \d\e Y"
WEEKDAY_FORMAT = r"l, j \d\e F"
LONG_DATE_FORMAT = r"j \d\e F \d\e Y"
MONTH_DAY_FORMAT = r"j \d\e F"
MEDIUM_DATE_FORMAT = "j M Y"
SHORT_MONTH_DAY_FORMAT = "j M"
SHORT_MOMENT_FORMAT = "j M, H:i"
