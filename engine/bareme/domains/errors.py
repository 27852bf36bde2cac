"""What a calculation raises when it has no result."""

from __future__ import annotations


class CalculationError(Exception):
    """A calculation that has no result: `code` says which of the catalogue's reasons."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code, self.data = code, data
