"""The rule book: every rule of training on one page, written from the code's own tables."""
