"""Adherence: what was done of what was asked."""
