"""Other exercises for the same muscles, by what the athlete has."""
