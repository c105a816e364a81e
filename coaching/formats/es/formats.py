"""Spanish days: "de" between day, month and year; where room is short neither that nor a break."""

WEEKDAY_YEAR_FORMAT = r"l, j \d\e F \d\e Y"
WEEKDAY_FORMAT = r"l, j \d\e F"
LONG_DATE_FORMAT = r"j \d\e F \d\e Y"
MONTH_DAY_FORMAT = r"j \d\e F"
MEDIUM_DATE_FORMAT = "j\u00a0b\u00a0Y"
SHORT_MONTH_DAY_FORMAT = "j\u00a0b"
SHORT_MOMENT_FORMAT = "j\u00a0b, H:i"
