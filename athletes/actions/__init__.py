"""Everything that changes rows of athletes: one file a use case."""
