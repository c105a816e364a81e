"""How days are written in each language; templates name these beside Django's own formats."""
