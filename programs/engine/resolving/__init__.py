"""From a program and what was lifted to every load to come."""
