"""What happens to a report: drafted, put into words, approved, sent."""
