"""Files made from reports."""
