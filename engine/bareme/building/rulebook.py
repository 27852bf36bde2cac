"""`rulebook.yaml`, the figures beside it and those it borrows, to one definition.

Names come first: which exist, and of which kind; then the formulas that use them.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.building.coverage import Column
from bareme.building.inputs import build_inputs
from bareme.building.nodes import (
    Choices,
    day,
    entries,
    mapping,
    optional,
    scalar,
    scalars,
    text,
)
from bareme.building.rules import RuleBuilder, rule_kind
from bareme.frozen import Frozen
from bareme.language.grammar import RESERVED, Names
from bareme.model import Definition
from bareme.nearest import nearest
from bareme.reading.tree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as MappingType

    from bareme.diagnostics import Report
    from bareme.language.kinds import Kind
    from bareme.model import Input, Parameter, Rule
    from bareme.reading.scalars import Number


# The distance between two values of an input.
_STEPS: dict[str, Number] = {"integer": 1, "amount": Fraction(1, 100)}


def uses_of(root: Mapping) -> list[tuple[Scalar, tuple[Scalar, ...]]]:
    """Return which figures a document borrows from which rulebooks."""
    found = []
    for entry in entries(root, "uses"):
        assert isinstance(entry.value, Sequence)
        names = tuple(item for item in entry.value.items if isinstance(item, Scalar))
        found.append((entry.key, names))
    return found


def build_definition(
    name: str,
    root: Mapping,
    parameters: MappingType[str, Parameter],
    borrowed: MappingType[str, tuple[str, Parameter]],
    declared: Iterable[str],
    fingerprint: str,
    report: Report,
) -> Definition | None:
    """Return what a rulebook says; None, with every reason reported, when it is not whole.

    `declared` are the names of figures, those that could not be understood included.
    """
    start, end = day(root, "from"), day(root, "until")
    assert start is not None
    choices = Choices(root)
    inputs = build_inputs(mapping(root, "inputs"), choices, report)
    figures = {**{key: parameter for key, (_, parameter) in borrowed.items()}, **parameters}
    kinds = _rule_kinds(root, choices, report)
    _check_names(root, parameters, borrowed, report)
    varying = _check_varying(figures, inputs, kinds, report)
    every = [*inputs, *figures, *kinds, *_declared(root), *declared, *_borrowed_names(root)]
    every += varying
    names = Names(
        frozenset(every),
        frozenset([*figures, *declared, *_borrowed_names(root)]),
        {key: figure.by for key, figure in figures.items() if figure.by},
        frozenset().union(
            *(kind.choices for kind in (*kinds.values(), *(i.kind for i in inputs.values())))
        ),
    )

    def kind_of(column: str) -> Kind | None:
        if column in figures and figures[column].by is None:
            return figures[column].kind
        return inputs[column].kind if column in inputs else kinds.get(column)

    def column_of(name: str) -> Column:
        kind = kind_of(name)
        assert kind is not None
        asked = inputs.get(name)
        if asked is None:  # bounds of a rule only hold for what is given in its place
            return Column(kind)
        return Column(kind, _STEPS.get(asked.type), asked.minimum, asked.maximum)

    builder = RuleBuilder(names, choices, kind_of, column_of, start, report)
    rules: dict[str, Rule] = {}
    for entry in entries(root, "rules"):
        if entry.key.text in kinds and isinstance(entry.value, Mapping):
            rule = builder.build(entry.key, entry.value, kinds[entry.key.text])
            if rule is not None:
                rules[rule.name] = rule
    _check_references(root, inputs, names, report)
    if report.has_errors:
        return None
    return Definition(
        name,
        text(root, "title"),
        optional(root, "description"),
        text(root, "version"),
        start,
        end,
        optional(root, "reference_date"),
        tuple(note.text for note in scalars(root, "notes")),
        Frozen(figures),
        Frozen({key: origin for key, (origin, _) in borrowed.items()}),
        Frozen(inputs),
        Frozen(_with_nothing(rules)),
        tuple(output.text for output in scalars(root, "outputs")),
        fingerprint,
    )


def _declared(root: Mapping) -> list[str]:
    """Return every name a document declares, those that could not be understood included:
    one mistake in an input must not be told again in every formula that uses it.
    """
    names = []
    for section in ("inputs", "rules"):
        names += [entry.key.text for entry in entries(root, section)]
    return names


def _borrowed_names(root: Mapping) -> list[str]:
    return [name.text for _, names in uses_of(root) for name in names]


def _rule_kinds(root: Mapping, choices: Choices, report: Report) -> dict[str, Kind]:
    kinds = {}
    for entry in entries(root, "rules"):
        assert isinstance(entry.value, Mapping)
        kind = rule_kind(entry.key, entry.value, choices, report)
        if kind is not None:
            kinds[entry.key.text] = kind
    return kinds


def _check_names(
    root: Mapping,
    parameters: MappingType[str, Parameter],
    borrowed: MappingType[str, tuple[str, Parameter]],
    report: Report,
) -> None:
    """Refuse a name that stands for two things, or that is a word of the language."""
    taken: dict[str, str] = {key: f"uses {origin}" for key, (origin, _) in borrowed.items()}
    own = [
        (parameter.name, parameter.place, "parameters.yaml") for parameter in parameters.values()
    ]
    for section in ("inputs", "rules"):
        own += [(e.key.text, e.key.place, section) for e in entries(root, section)]
    for name, place, where in own:
        if name in RESERVED:
            report.add("reserved-name", place, name=name)
        elif name in taken:
            report.add("name-taken", place, name=name, where=taken[name])
        taken[name] = where


def _check_varying(
    figures: MappingType[str, Parameter],
    inputs: MappingType[str, Input],
    kinds: MappingType[str, Kind],
    report: Report,
) -> list[str]:
    """Check that figures vary with a choice; return what they are said to vary with instead, so
    that formulas that read them are not blamed.
    """
    named = {**kinds, **{name: asked.kind for name, asked in inputs.items()}}
    choices = [name for name, kind in named.items() if kind.base == "choice"]
    wrong = []
    for parameter in figures.values():
        if parameter.by is not None and parameter.by not in choices:
            near = nearest(parameter.by, choices)
            place = parameter.by_place or parameter.place
            report.add("not-a-choice", place, near, by=parameter.by)
            wrong.append(parameter.by)
    return wrong


def _check_references(
    root: Mapping, inputs: MappingType[str, Input], names: Names, report: Report
) -> None:
    """Check the names that stand outside formulas: outputs, reference date, `by`, dates."""
    told: set[str] = set()
    for output in scalars(root, "outputs"):
        if output.text in told:
            report.add("output-twice", output.place, name=output.text)
        told.add(output.text)
        if output.text not in names.known:
            near = nearest(output.text, names.known)
            report.add("unknown-name", output.place, near, name=output.text)
    reference = scalar(root, "reference_date")
    dates = [name for name, given in inputs.items() if given.kind.base == "date"]
    if reference is not None and reference.text not in dates:
        near = nearest(reference.text, dates)
        report.add("not-a-date-input", reference.place, near, name=reference.text)
    start, end = day(root, "from"), day(root, "until")
    if start is not None and end is not None and end < start:
        report.add("until-before-from", root.key_place("until"), start=start, end=end)


def _with_nothing(rules: dict[str, Rule]) -> dict[str, Rule]:
    """Mark the rules that may give nothing: those that say so, and those that repeat them."""
    repeated_by: dict[str, list[str]] = {}
    for name, rule in rules.items():
        for variant in rule.variants:
            for case in variant.cases:
                for repeated in _results(case.then.tree):
                    repeated_by.setdefault(repeated, []).append(name)
    found: set[str] = set()
    pending = repeated_by.get(_NOTHING, [])
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += repeated_by.get(name, [])
    return {
        name: replace(rule, kind=replace(rule.kind, optional=name in found))
        for name, rule in rules.items()
    }


_NOTHING = "nothing"


def _results(tree: ast.expr) -> list[str]:
    """Return the names a formula may give as they are, `nothing` among them."""
    if isinstance(tree, ast.IfExp):
        return _results(tree.body) + _results(tree.orelse)
    if isinstance(tree, ast.Constant) and tree.value is None:
        return [_NOTHING]
    return [tree.id] if isinstance(tree, ast.Name) else []
