"""A batch that cannot be carried out, as opposed to a row that cannot be judged."""

from __future__ import annotations

from typing import NoReturn

from bareme.diagnostics import Diagnostic, facts
from bareme.errors import BaremeError


class BatchError(BaremeError):
    """A file cannot be read, or an output must not be written: nothing was published."""


def refuse(code: str, suggestion: str | None = None, /, **data: object) -> NoReturn:
    """Raise BatchError with one finding."""
    raise BatchError([Diagnostic(code, None, facts(data), suggestion)])
