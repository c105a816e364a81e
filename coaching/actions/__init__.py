"""Everything that changes rows of the coach side: one file a use case."""
