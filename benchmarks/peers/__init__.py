"""The same rules written in other engines, each installed apart, measured side by side."""
