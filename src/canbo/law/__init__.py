"""The law as it is kept: dated YAML with citations, and the strict loader that reads it."""
