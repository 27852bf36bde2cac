"""The answer as plain data, for JSON: numbers as text, so that no reader makes floats of them.

The same whatever language is in use: its sentences are in French, as those of rulebooks are.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from bareme.diagnostics.rendering import as_data as diagnostic_data
from bareme.explanation.account import account_of
from bareme.result import answer
from bareme.translation import SOURCE, speaking

if TYPE_CHECKING:
    from bareme.result import Answer, Result


def as_data(result: Result) -> dict[str, Any]:
    """Return an answer, its trace and what it rests on, as JSON can hold them."""
    with speaking(SOURCE):
        return _as_data(result)


def _as_data(result: Result) -> dict[str, Any]:
    edition = result.edition
    account = account_of(result)
    definition = result.program.definition

    def unit_of(name: str) -> str | None:
        kind = definition.kind_of(name)
        return str(kind.unit) if kind is not None and kind.unit is not None else None

    return {
        "rulebook": edition.rulebook,
        "edition": edition.edition,
        "date": edition.date.isoformat(),
        "version": edition.version.isoformat(),
        "fingerprint": edition.fingerprint,
        "outputs": {name: plain(result[name]) for name in result.outputs},
        "reasons": {name: list(result.reasons(name)) for name in result.outputs},
        "pending": {name: list(needed) for name, needed in result.pending.items()},
        "given": {name: plain(value) for name, value in result.given.items()},
        "assumed": {name: plain(value) for name, value in result.assumed.items()},
        "values": {name: plain(result[name]) for name in result},
        "trace": [
            {
                "name": step.name,
                "label": told.label,
                "value": plain(result[step.name]),
                "unit": unit_of(step.name),
                "cases": list(step.chosen),
                "facts": list(told.facts),
                "because": list(told.because),
                "formula": told.formula,
                "calculation": told.calculation,
                "references": list(told.references),
                "finishes": [
                    {
                        "how": finish.how,
                        "bound": plain(answer(finish.bound, definition.rules[step.name].kind)),
                        "value": plain(answer(finish.value, definition.rules[step.name].kind)),
                    }
                    for finish in step.finishes
                ],
            }
            for step, told in zip(result.trace, account.steps, strict=True)
        ],
        "references": [
            {
                "name": reference.name,
                "label": reference.label,
                "since": reference.since.isoformat() if reference.since else None,
                "reference": reference.citation.reference,
                "provenance": reference.citation.provenance,
                "note": reference.citation.note,
            }
            for reference in result.references
        ],
        "warnings": [diagnostic_data(warning) for warning in result.warnings],
    }


def plain(value: Answer) -> str | bool | list[str] | None:
    """Return an answer as JSON holds it: `"27.40"`, `"80000/3"`, `"2018-03-01"`, true, null; a
    list of names as it is.
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (Fraction, dt.date)):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
