"""What there is to exercise in a rulebook: its rules, their dated variants, cases, table rows and
list items; beside these, the bounds of amounts, the formulas that go two ways, the dated figures.
"""

from __future__ import annotations

import ast
import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from bareme.exercised.layout import layout
from bareme.words import amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bareme.diagnostics import Place
    from bareme.exercised.layout import Stretch
    from bareme.language.expression import Expression
    from bareme.model import Case, Definition, Figure, Parameter, Rule, Variant

Sort: TypeAlias = Literal[
    "rule", "variant", "case", "row", "item", "absent", "floor", "cap", "branch", "figure"
]
REQUIRED: tuple[Sort, ...] = ("rule", "variant", "case", "row", "item")
BESIDE: tuple[Sort, ...] = ("absent", "floor", "cap", "branch", "figure")
OTHERWISE = "otherwise"

_DAY = dt.timedelta(days=1)


class Key(NamedTuple):
    """What tells a piece from the others: what it is, where it stands, which way it went."""

    what: str
    place: Place
    way: bool | None = None


class Days(NamedTuple):
    """From a day to another, both included; without end where nothing ends."""

    start: dt.date
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that an example may exercise, of the rule (or the figure) `name`.

    `said` is how it is written (a condition, a bound, a date), `last_line` where it ends, `days`
    when it is in force: never, where there are none.
    """

    key: Key
    sort: Sort
    name: str
    label: str
    said: str
    last_line: int
    days: tuple[Days, ...]

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.key.place

    @property
    def way(self) -> bool | None:
        """Of what goes two ways, which: the bound that counts, the condition that holds."""
        return self.key.way

    @property
    def required(self) -> bool:
        """Whether it is to be exercised; what is not is told for information."""
        return self.sort in REQUIRED

    def holds(self, other: Piece) -> bool:
        """Whether another piece is a part of this rule, or of this version of it."""
        within = self.place.line <= other.place.line <= self.last_line
        whole = self.sort == "rule" or (self.sort == "variant" and other.sort != "rule")
        return whole and self.key != other.key and self.name == other.name and within


def pieces_of(definition: Definition) -> tuple[Piece, ...]:
    """Return all there is to exercise, in the order of the file; a case that holds in several
    variants (`same_as`) is one.
    """
    found: dict[Key, Piece] = {}
    layouts: dict[str, Mapping[tuple[int, int], Stretch]] = {}
    for rule in definition.rules.values():
        source = rule.place.source
        if source.name not in layouts:
            layouts[source.name] = layout(source)
        for piece in _of_rule(rule, definition, layouts[source.name]):
            known = found.get(piece.key)
            days = piece.days if known is None else _joined(known.days, piece.days)
            found[piece.key] = replace(piece, days=days)
    return (*found.values(), *_figures(definition))


def _of_rule(
    rule: Rule, definition: Definition, stretches: Mapping[tuple[int, int], Stretch]
) -> Iterator[Piece]:
    def piece(sort: Sort, key: Key, said: str, days: tuple[Days, ...]) -> Piece:
        written = stretches.get((key.place.line, key.place.column))
        last = written.last_line if written else key.place.line
        return Piece(key, sort, rule.name, rule.label, " ".join(said.split()), last, days)

    in_force = [_in_force(rule, variant, definition) for variant in rule.variants]
    whole = tuple(days for own in in_force for days in own)
    yield piece("rule", Key("rule", rule.place), rule.name, whole)
    for variant, days in zip(rule.variants, in_force, strict=True):
        if variant.place != rule.place:
            yield piece("variant", Key("variant", variant.place), str(variant.start), days)
        for case in variant.cases:
            where = stretches.get((case.place.line, case.place.column))
            if where is not None:  # else a formula: the variant itself
                yield piece(where.sort, Key("case", case.place), _said(case, variant), days)
            if variant.collects and case.when is not None:
                yield piece("absent", Key("absent", case.place), _said(case, variant), days)
        for sort, key, said in _two_ways(variant):
            yield piece(sort, key, said, days)


def _said(case: Case, variant: Variant) -> str:
    """Return how a case is told from the others: by its condition, and an item by its name."""
    if not variant.collects:
        return OTHERWISE if case.when is None else case.when.text
    return case.then.text if case.when is None else f"{case.then.text} ({case.when.text})"


def _two_ways(variant: Variant) -> Iterator[tuple[Sort, Key, str]]:
    """Give the bounds of a variant, and what its formulas decide, each of both ways."""
    holders: tuple[Case | Variant, ...] = (*variant.cases, variant)
    for holder in holders:
        for way in (True, False):
            if holder.floor is not None:
                yield "floor", Key("floor", holder.floor.place, way), holder.floor.text
            if holder.cap is not None:
                yield "cap", Key("cap", holder.cap.place, way), holder.cap.text
    for expression in variant.expressions:
        for node in branches(expression):
            place = expression.place_of(node.test)
            said = expression.text[node.test.col_offset : node.test.end_col_offset]
            for way in (True, False):
                yield "branch", Key("branch", place, way), said


def branches(expression: Expression) -> Iterator[ast.IfExp]:
    """Give the `x if c else y` of a formula."""
    return (node for node in ast.walk(expression.tree) if isinstance(node, ast.IfExp))


def _figures(definition: Definition) -> Iterator[Piece]:
    """Give the figures of the law that the rulebook declares, or borrows and reads."""
    read = {
        name
        for rule in definition.rules.values()
        for variant in rule.variants
        for expression in variant.expressions
        for name in expression.reads
    }
    for parameter in definition.parameters.values():
        if parameter.name in read or parameter.name not in definition.borrowed:
            for figure in parameter.figures:
                yield _figure(parameter, figure)


def _figure(parameter: Parameter, figure: Figure) -> Piece:
    unit = parameter.kind.unit
    told = ", ".join(
        f"{choice} {amount(value, unit)}".strip() for choice, value in figure.by_choice.items()
    )
    key, line = Key("figure", figure.place), figure.place.line
    said = f"{figure.start}: {told}"
    return Piece(key, "figure", parameter.name, parameter.label, said, line, ())


def _in_force(rule: Rule, variant: Variant, definition: Definition) -> tuple[Days, ...]:
    """Return the days of a variant within those of the rulebook, if there are any."""
    later = [other.start for other in rule.variants if other.start > variant.start]
    ends = [day - _DAY for day in later[:1]]
    ends += [definition.end] if definition.end is not None else []
    days = Days(max(variant.start, definition.start), min(ends, default=None))
    return (days,) if days.end is None or days.start <= days.end else ()


def _joined(known: tuple[Days, ...], more: tuple[Days, ...]) -> tuple[Days, ...]:
    return tuple(dict.fromkeys((*known, *more)))
