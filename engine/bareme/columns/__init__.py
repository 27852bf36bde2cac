"""Many situations at once: a value a row, in numpy, equal to the exact answer on every row."""
