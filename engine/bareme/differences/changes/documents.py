"""What differs beside figures and rules: inputs, outputs, examples, and the rulebook itself."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from bareme.differences.changes.nature import bound, choice_of, nature
from bareme.differences.changes.said import both, citations, told, worth
from bareme.differences.model import Change, Facet, Said
from bareme.reading.tree import Scalar, Sequence
from bareme.values import Expected, Fault, parse_node

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as SequenceType

    from bareme.diagnostics import Place
    from bareme.differences.model import How
    from bareme.model import Definition, Example, Input
    from bareme.reading.tree import Node


def input_changes(before: Definition, after: Definition) -> Iterator[Change]:
    """Give the inputs that come, go, or are asked otherwise."""
    for name in dict.fromkeys([*before.inputs, *after.inputs]):
        one, other = before.inputs.get(name), after.inputs.get(name)
        asked = other or one
        assert asked is not None
        how: How = "changed"
        if one is None or other is None:
            how = "removed" if other is None else "added"
            facets = [*both("type", (one, other), _asked)]
            for aspect in ("default", "minimum", "maximum"):
                facets += both(aspect, (one, other), partial(bound, aspect))
            for choice in asked.choices:
                facets += both("choice", (one, other), partial(choice_of, choice), choice)
        else:
            facets = [*nature(one, other), *citations(one, other)]
        if facets:
            at = (asked.label, after.name, None)
            yield Change("input", how, name, *at, tuple(facets), kind=asked.kind)


def _asked(asked: Input) -> Said:
    unit = asked.kind.unit
    more = f" ({unit})" if unit is not None and unit.powers else ""
    return Said(f"{asked.type}{more}", asked.place, None, asked.citation.reference)


def output_changes(before: Definition, after: Definition) -> Iterator[Change]:
    """Give the outputs that come or go, and the main one where another takes its place."""
    for name in dict.fromkeys([*before.outputs, *after.outputs]):
        if name in before.outputs and name in after.outputs:
            continue
        made = before if name in before.outputs else after
        how: How = "removed" if name in before.outputs else "added"
        said = Said(name, _place(made, name))
        facet = Facet("output", "", *((said, None) if how == "removed" else (None, said)))
        at = (made.label_of(name), after.name, None)
        yield Change("output", how, name, *at, (facet,), kind=made.kind_of(name))
    main = [made.outputs[0] if made.outputs else None for made in (before, after)]
    if main[1] is not None and main[0] is not None and main[0] != main[1]:
        sides = [
            None if name is None else Said(name, _place(made, name))
            for made, name in zip((before, after), main, strict=True)
        ]
        at = (after.label_of(main[1]), after.name, None)
        yield Change("output", "changed", main[1], *at, (Facet("main", "", sides[0], sides[1]),))


def _place(made: Definition, name: str) -> Place | None:
    named = made.rules.get(name) or made.inputs.get(name) or made.parameters.get(name)
    return named.place if named else None


def rulebook_changes(before: Definition, after: Definition) -> Iterator[Change]:
    """Give what differs in what a rulebook says of itself."""
    facets: list[Facet] = []
    for aspect, field in (
        *(("title", "title"), ("description", "description"), ("version", "edition")),
        *(("from", "start"), ("until", "end"), ("reference_date", "reference_date")),
    ):
        facets += both(aspect, (before, after), partial(_told, field))
    for note in dict.fromkeys([*before.notes, *after.notes]):
        if note not in after.notes:
            facets.append(Facet("note", "", Said(note), None))
        elif note not in before.notes:
            facets.append(Facet("note", "", None, Said(note)))
    if facets:
        yield Change(
            "rulebook", "changed", after.name, after.title, after.name, None, tuple(facets)
        )


def _told(field: str, made: Definition) -> Said | None:
    return told(getattr(made, field), None)


def example_changes(
    made: Definition, before: SequenceType[Example], after: SequenceType[Example]
) -> Iterator[Change]:
    """Give the examples that come, go, or say otherwise; one that only has another name is told as
    renamed. `made` knows what their values are.
    """
    name = made.name
    old = {example.name: example for example in before}
    new = {example.name: example for example in after}
    come = [example for example in after if example.name not in old]
    for example in before:
        if example.name in new:
            facets = tuple(_example_facets(made, example, new[example.name]))
            if facets:
                yield Change("example", "changed", example.name, example.name, name, None, facets)
            continue
        twin = next((e for e in come if not any(_example_facets(made, example, e))), None)
        if twin is not None:
            come.remove(twin)
            names = Facet(
                "name", "", Said(example.name, example.place), Said(twin.name, twin.place)
            )
            at = (twin.name, name, None)
            yield Change("example", "renamed", twin.name, *at, (names,), former=example.name)
        else:
            gone = Facet("example", "", Said(example.name, example.place), None)
            yield Change("example", "removed", example.name, example.name, name, None, (gone,))
    for example in come:
        said = Facet("example", "", None, Said(example.name, example.place))
        yield Change("example", "added", example.name, example.name, name, None, (said,))


def _example_facets(made: Definition, one: Example, other: Example) -> Iterator[Facet]:
    sides = (one, other)
    yield from both("on", sides, lambda e: told(e.on, e.place))
    for aspect in ("given", "expect"):
        entries = [getattr(example, aspect) for example in sides]
        for name in dict.fromkeys(key for found in entries for key in found):
            said = [
                _example_value(made, name, found[name].value) if name in found else None
                for found in entries
            ]
            if said[0] is None or said[1] is None or said[0].text != said[1].text:
                yield Facet(aspect, name, said[0], said[1])
    yield from both("refused", sides, lambda e: told(e.refused, e.place))
    yield from citations(one, other)


def _example_value(made: Definition, name: str, node: Node) -> Said:
    """Return a value of an example as it is said; as it is written, where it cannot be read."""
    rule = made.inputs.get(name) or made.rules.get(name)
    if rule is not None:
        with suppress(Fault):
            value = parse_node(node, Expected(rule.kind))
            return worth(value, rule.kind, node.place, choices=rule.choices)
    return Said(_written(node), node.place)


def _written(node: Node) -> str:
    """Return a value as an example writes it."""
    if isinstance(node, Scalar):
        return node.text
    assert isinstance(node, Sequence)
    return ", ".join(_written(item) for item in node.items)
