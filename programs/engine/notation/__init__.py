"""The cell notation: what a coach types and what every page prints."""
