"""Plans: who sits in which class, who moves where, who could follow; only here solvers are known."""
