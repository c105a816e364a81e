"""Planning: a year of phases by rule, and the operations that move a course in time."""
