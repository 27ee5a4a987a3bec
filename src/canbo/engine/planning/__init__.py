"""Plans: who sits in which class, who moves where, who could follow. Only this room knows solvers."""
