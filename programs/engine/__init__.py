"""Every rule of training: pure functions over values, standard library only."""
