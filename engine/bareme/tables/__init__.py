"""Tables of situations: what comes in, what goes out, and the rows that cannot be judged."""
