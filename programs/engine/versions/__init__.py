"""Versions of a program: what changed, in words and as data, and three-way merge."""
