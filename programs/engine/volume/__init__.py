"""How much was done: sets, volume load, intensity."""
