"""Plans: who sits in which class, and later who moves where. Only this room knows the solver."""
