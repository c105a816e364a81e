"""What changed, and whether the change can be told from noise."""
