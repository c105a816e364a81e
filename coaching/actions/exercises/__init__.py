"""What coaches do with their own exercises."""
