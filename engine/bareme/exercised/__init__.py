"""What of the law the examples exercise: which rules, variants, cases and rows some example of
the rulebook truly takes, and a situation that would take each of the others.

Not to be taken for `building.coverage`, which tells whether the rows of a table cover everything
that may happen.
"""
