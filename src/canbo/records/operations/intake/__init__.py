"""From what a file says to what is stored: units, people, statements, accounting of cells.

Everything here is decided in memory over a few bulk look-ups; `operations.imports` stores it.
"""
