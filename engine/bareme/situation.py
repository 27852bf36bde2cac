"""A situation as it was given (Python values, or text from a file) to exact values.

Every value is judged, and every fault told at once. A rule may be given in place of what
serves to compute it; a figure of the law may not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.diagnostics import Diagnostic, facts
from bareme.errors import SituationError
from bareme.nearest import nearest
from bareme.values import Expected, Fault, accept, parse_node, parse_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bareme.diagnostics import Place, Report
    from bareme.domains.exact import Value
    from bareme.model import Definition, Input, Rule
    from bareme.reading.tree import Entry


_TEXTS = frozenset({"text", "choice"})


def expectations(definition: Definition) -> dict[str, Expected]:
    """Return what each input, and each rule given as known, must be."""
    named: list[Input | Rule] = [*definition.inputs.values(), *definition.rules.values()]
    return {each.name: Expected.of(each) for each in named}


def read_values(
    definition: Definition,
    expected: Mapping[str, Expected],
    situation: Mapping[str, object],
    texts: bool = False,
) -> dict[str, Value]:
    """Return the exact values of Python ones; SituationError with everything that is wrong. With
    `texts`, a number, a truth or a date may also be given as a file writes it.

    TypeError when a name is no text: that is the caller's program, not the situation.
    """
    given: dict[str, Value] = {}
    faults: list[Diagnostic] = []
    for name, value in situation.items():
        if not isinstance(name, str):
            raise TypeError(f"the names of a situation are text, not {type(name).__name__}")
        wanted = expected.get(name)
        try:
            if wanted is None:
                raise _unknown(definition, name)
            written = texts and isinstance(value, str) and wanted.kind.base not in _TEXTS
            given[name] = parse_text(str(value), wanted) if written else accept(value, wanted)
        except Fault as fault:
            faults.append(_about(name, fault, None))
    if faults:
        raise SituationError(faults)
    return given


def read_entries(
    definition: Definition, entries: Iterable[Entry], report: Report
) -> dict[str, Value]:
    """Return the exact values of what a file says; faults are reported where they stand."""
    expected = expectations(definition)
    given: dict[str, Value] = {}
    for entry in entries:
        name, written = entry.key.text, entry.value
        wanted = expected.get(name)
        if wanted is None:
            report.include(_about(name, _unknown(definition, name), entry.key.place))
            continue
        try:
            given[name] = parse_node(written, wanted)
        except Fault as fault:
            report.include(_about(name, fault, written.place))
    return given


def merged(situation: Mapping[str, object] | None, values: dict[str, object]) -> dict[str, object]:
    """Return a situation and the values beside it as one; TypeError when a name is given twice."""
    if not situation:
        return values
    if twice := situation.keys() & values.keys():
        raise TypeError(f"given twice: {', '.join(sorted(twice))}")
    return {**situation, **values}


def _unknown(definition: Definition, name: str) -> Fault:
    if name in definition.parameters:
        return Fault("figure-given", name=name)
    names = [*definition.inputs, *definition.rules]
    return Fault("unknown-input", nearest(name, names), name=name)


def _about(name: str, fault: Fault, place: Place | None) -> Diagnostic:
    return Diagnostic(fault.code, place, facts(fault.data), fault.suggestion, subject=name)
