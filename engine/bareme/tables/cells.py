"""Values of Arrow to values of Python: those that Python cannot hold are told, never raised.

A day of the year 15659, or a text that is no UTF-8, is wrong like any other value: its row is
refused with what it says, and the others are judged.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

_SHOWN = (pa.string(), pa.binary())  # what a diagnostic can show of a value, the first that can


class Foreign:
    """A value that Python cannot hold: no rule accepts it, and a diagnostic shows its text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def value_of(scalar: pa.Scalar) -> Any:
    """Return a value as Python holds it, None for null; a `Foreign` where Python cannot."""
    try:
        return scalar.as_py()
    except Exception:  # noqa: BLE001  # each type of Arrow fails in its own way
        if isinstance(scalar, pa.DictionaryScalar):
            return value_of(scalar.value)
        # Of a class named as the Arrow type, for a diagnostic names the class of what it found.
        return type(str(scalar.type), (Foreign,), {})(_text(scalar))


def values_of(array: pa.Array) -> list[Any]:
    """Return the values of an array, each as `value_of` gives it."""
    try:
        return list(array.to_pylist())
    except Exception:  # noqa: BLE001  # one at least that Python cannot hold
        return [value_of(scalar) for scalar in array]


def _text(scalar: pa.Scalar) -> str:
    for type_ in _SHOWN:
        try:
            return str(scalar.cast(type_).as_py())
        except (pa.ArrowException, UnicodeDecodeError):
            continue
    return "…"
