"""What differs between two states of a rulebook, told change by change."""
