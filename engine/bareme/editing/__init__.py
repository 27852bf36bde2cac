"""Rulebooks changed in place: what is to be written where, every other byte as it was."""
