"""A gym to look at: who trains there, how strong they are, and the history they leave."""
