"""What the owner of an organization decides."""
