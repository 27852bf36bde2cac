"""A compiled rulebook against `evaluate`: answers, and refusals word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bareme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bareme.compiling.callable import Compiled


def exactly(compiled: Compiled, row: Mapping[str, Any]) -> Any:
    """Return what `evaluate` answers, or why it does not."""
    outputs = None if compiled.main_only else compiled.outputs
    try:
        result = compiled.rules.evaluate(row, outputs=outputs)
    except bareme.SituationError as error:
        return _told(error)
    return {name: result[name] for name in result.outputs}


def _told(error: bareme.SituationError) -> list[tuple[str, str, str]]:
    return sorted((d.code, d.subject or "", d.message) for d in error.diagnostics)


def compare(compiled: Compiled, row: Mapping[str, Any]) -> Any:
    """Hold a situation against the same judged by `evaluate`; return what that gives."""
    wanted = exactly(compiled, row)
    try:
        found: Any = compiled(row)
    except bareme.SituationError as error:
        found = _told(error)
    assert found == wanted, row
    if isinstance(wanted, dict):
        for name, value in wanted.items():  # Decimal("5") is not Decimal("5.0"), nor is True 1
            assert repr(found[name]) == repr(value), (name, row)
    return wanted
