"""What becomes of a population between two versions, by columns."""
