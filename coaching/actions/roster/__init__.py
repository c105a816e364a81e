"""What a coach does with athletes of the roster, one or many."""
