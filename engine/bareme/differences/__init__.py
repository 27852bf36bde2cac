"""What a change of rules means, and for whom: two states of a rulebook compared."""
