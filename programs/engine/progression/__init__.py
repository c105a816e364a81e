"""How loads, reps and sets go on from results: one scheme a file."""
