"""How much to lift: estimates, rounding, plates, what equipment can make."""
