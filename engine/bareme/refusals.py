"""Why a situation is refused: what it lacks, or which calculation has no result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.calendar import add_years
from bareme.diagnostics import Diagnostic, facts

if TYPE_CHECKING:
    import datetime as dt

    from bareme.domains.errors import CalculationError
    from bareme.model import Definition


def question(definition: Definition, code: str, name: str) -> Diagnostic:
    """Return the question to answer, for an input that is (`missing-input`) or may be needed."""
    asked = definition.inputs[name]
    values = ", ".join(asked.choices) if asked.choices else str(asked.kind)
    data = {"name": name, "question": asked.question, "values": values}
    return Diagnostic(code, None, facts(data), subject=name)


def failure(
    definition: Definition, date: dt.date, rule: str | None, cause: CalculationError
) -> Diagnostic:
    """Return why a calculation, in a rule or a figure, has no result on a date."""
    data = dict(cause.data)
    if "back" in data:  # a program serves every day of its version: name the one asked for
        data["date"] = add_years(date, -int(str(data["back"])))
    elif "date" in data:
        data["date"] = date
    made = definition.rules.get(rule or "")
    if made is not None and "name" not in data:
        data |= {"name": made.name, "label": made.label}
    return Diagnostic(cause.code, None, facts(data), subject=rule)
