"""A virtual athlete who trains a program, session by session."""
