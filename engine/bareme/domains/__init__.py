"""What numbers, conditions and choices mean: one domain a file, all walked alike."""
