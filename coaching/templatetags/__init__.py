"""Template tags of the coach side."""
