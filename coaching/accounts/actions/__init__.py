"""Everything that changes people and organizations: one file a use case."""
