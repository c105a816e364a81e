"""Forms of the coach side."""
