"""The rulebooks of a git revision, and the difference that git shows."""
