"""Long actions: a row for the whole, a transaction for each item."""
