"""Phases: what their end decides and what the next one opens with."""
