"""Plans: who sits in which class, who moves where, who follows; solvers are known only here."""
