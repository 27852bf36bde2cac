"""The law as it is written, each part marked with the examples that exercise it: one HTML file."""

from bareme.exercised.page.document import page

__all__ = ["page"]
