"""Reporting: joins names and rights to the rows of figures and to the verdicts of the law."""
