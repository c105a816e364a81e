"""Whole programs from a few choices."""
