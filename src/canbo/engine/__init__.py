"""The engine thinks: plain values in, plain values out.

No input or output, no Django, no clock and no screen text live here (codes and data leave; the
faces have the words). `import canbo.engine` works where Django is not installed.
"""
