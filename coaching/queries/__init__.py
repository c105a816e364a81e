"""Reads of the coach side that build values."""
