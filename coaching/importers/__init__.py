"""Files that come in, read into values."""
