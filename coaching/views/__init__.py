"""Pages of the coach side, outside the console."""
