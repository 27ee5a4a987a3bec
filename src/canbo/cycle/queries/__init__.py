"""Reads of the yearly cycle. Private to this app."""
