"""Reports as values; exporters give them a format."""
