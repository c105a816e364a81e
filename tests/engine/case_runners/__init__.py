"""How each kind of worked case is read, run through the engine, and compared."""
