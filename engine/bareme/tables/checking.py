"""The columns of a table by their names: which cannot be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.diagnostics import Diagnostic, facts
from bareme.errors import SituationError
from bareme.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bareme.tables.judging import Request


def check_columns(request: Request, names: Sequence[str]) -> None:
    """Refuse a column that gives a figure of the law, one that was probably meant to be an input
    and is misspelt, and two of one name; other columns are carried along.
    """
    definition = request.book.definition
    known = [name for name in definition.inputs if name not in names]
    plainly = {name: name for name in request.book.expected if name not in names}
    faults = []
    for name in dict.fromkeys(names):
        if list(names).count(name) > 1 and name in request.book.expected:
            data = facts({"name": name})
            faults.append(Diagnostic("column-twice", None, data, subject=name))
        elif name in definition.parameters:
            faults.append(Diagnostic("figure-given", None, facts({"name": name}), subject=name))
        elif name not in request.book.expected and (
            near := plainly.get(name.strip().lower()) or _nearest(name, known, plainly)
        ):
            data = facts({"name": name})
            faults.append(Diagnostic("column-misspelt", None, data, near, subject=name))
    if faults:
        raise SituationError(faults)


def _nearest(name: str, inputs: Iterable[str], every: Iterable[str]) -> str | None:
    """Return what a column was probably meant to be: an input, or a rule that is more like it."""
    near = nearest(name, inputs)
    return near if near is None else nearest(name, every) or near
