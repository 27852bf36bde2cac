"""What a definition means, checked: kinds and units, cycles, dates, published figures, examples."""
