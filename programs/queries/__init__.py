"""Reads of this package; each states its query count."""
