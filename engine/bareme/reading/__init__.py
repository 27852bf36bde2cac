"""YAML text to checked documents with positions: characters, then structure, then shape."""
