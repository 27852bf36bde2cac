"""The differences as one HTML page, with curves and histories as pictures."""

from bareme.differences.page.document import page

__all__ = ["page"]
