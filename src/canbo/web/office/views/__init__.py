"""The office's views: each parses, makes one call into the house, and shows."""
