"""The rules of a rulebook: every way of saying one (`formula`, `cases`, `table`, `list`,
`variants`) becomes the same thing, dated lists of cases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bareme.building.nodes import (
    bound,
    citation,
    dated_entries,
    declared_kind,
    entries,
    items,
    mapping,
    number,
    optional,
    scalar,
    text,
)
from bareme.building.published import build_published
from bareme.building.tables import Row, build_row, check_rows
from bareme.frozen import Frozen
from bareme.language.expression import Expression, constant
from bareme.language.grammar import RESERVED, Names, parse_expression
from bareme.language.kinds import Kind
from bareme.model import Case, Citation, Rule, Variant
from bareme.nearest import nearest
from bareme.reading.scalars import parse_date
from bareme.reading.tree import Mapping, Scalar
from bareme.values import Expected

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from bareme.building.coverage import Column
    from bareme.building.nodes import Choices
    from bareme.diagnostics import Place, Report
    from bareme.reading.tree import Entry, Node

_WORDS = frozenset({"nothing", "true", "false"})
_WORD = re.compile(r"\w[\w-]*")
_NO_ITEMS = frozenset({"otherwise", "when", "then", "first"})  # words of cases and tables
_BODIES = ("formula", "cases", "table", "list", "variants", "same_as")


@dataclass(frozen=True, slots=True)
class RuleBuilder:
    """Builds rules whose formulas may use `names`; `kind_of` tells the kind of a column of a
    table, `column_of` what it may hold.
    """

    names: Names
    choices: Choices
    kind_of: Callable[[str], Kind | None]
    column_of: Callable[[str], Column]
    start: dt.date
    report: Report

    def build(self, name: Scalar, node: Mapping, kind: Kind) -> Rule | None:
        """Return a rule; None, with every reason reported, when it cannot be understood."""
        bodies = [key for key in _BODIES if node.get(key) is not None]
        if len(bodies) > 1:
            self.report.add("several-bodies", node.key_place(bodies[1]), keys=", ".join(bodies))
            return None
        variants = mapping(node, "variants")
        if variants is None:
            single = self._variant(self.start, name, node, node, kind)
            built: tuple[Variant, ...] = () if single is None else (single,)
            complete = single is not None
        else:
            built = self._variants(variants, node, kind)
            complete = len(built) == len(variants.entries)
        published = build_published(node, kind, self.report)
        if not complete or published is None:
            return None
        return Rule(
            name.text,
            text(node, "label"),
            kind,
            bound(node, "minimum", Expected(kind), self.report),
            bound(node, "maximum", Expected(kind), self.report),
            list_items(node) if kind.base == "list" else self.choices.of(node),
            citation(node),
            built,
            published,
            name.place,
        )

    def _variants(self, node: Mapping, rule: Mapping, kind: Kind) -> tuple[Variant, ...]:
        found: dict[dt.date, Variant | None] = {}
        for start, key, value in dated_entries(node, self.report):
            assert isinstance(value, Mapping)
            bodies = [k for k in _BODIES if value.get(k) is not None]
            if len(bodies) > 1:
                place = value.key_place(bodies[1])
                self.report.add("several-bodies", place, keys=", ".join(bodies))
                continue
            same = scalar(value, "same_as")
            if same is None:
                variant = self._variant(start, key, value, rule, kind)
            else:
                variant = self._again(same, start, key, value, found)
            found[start] = variant
        return tuple(variant for variant in found.values() if variant is not None)

    def _again(
        self,
        same: Scalar,
        start: dt.date,
        key: Scalar,
        node: Mapping,
        earlier: dict[dt.date, Variant | None],
    ) -> Variant | None:
        for key_name in ("floor", "cap", "round"):
            if node.get(key_name) is not None:
                self.report.add("same-as-alone", node.key_place(key_name), key=key_name)
                return None
        day = parse_date(same.text)
        if day not in earlier:
            listing = ", ".join(str(known) for known in earlier) or "—"
            self.report.add("no-such-variant", same.place, date=same.text, known=listing)
            return None
        assert day is not None
        model = earlier[day]
        if model is None:
            return None  # what is wrong with it is told there
        own = citation(node)
        cited = Citation(
            own.reference or model.citation.reference,
            own.provenance or model.citation.provenance,
            own.note,
        )
        return replace(model, start=start, citation=cited, place=key.place)

    def _variant(
        self, start: dt.date, key: Scalar, node: Mapping, rule: Mapping, kind: Kind
    ) -> Variant | None:
        """Build one body; its finishers, or those of the rule where it has none."""
        before = self.report.errors
        self._check_finishers(node, rule, kind)
        cases = self._body(node, kind)
        if self.report.errors > before:
            return None
        step = scalar(node, "round") or scalar(rule, "round")
        built = Variant(
            start,
            tuple(cases),
            self._expression(node, "floor") or self._expression(rule, "floor"),
            self._expression(node, "cap") or self._expression(rule, "cap"),
            number(step, kind, self.report) if step else None,
            Citation() if node is rule else citation(node),
            key.place,
            collects=node.get("list") is not None,
            ordered=_is_ordered(node),
        )
        if built.round is not None and built.round <= 0:
            assert step is not None
            self.report.add("step-not-positive", step.place, text=step.text)
        return built if self.report.errors == before else None

    def _check_finishers(self, node: Mapping, rule: Mapping, kind: Kind) -> None:
        if kind.base == "number":
            return
        for part in (node, rule, *(item for item in items(node, "cases"))):
            assert isinstance(part, Mapping)
            for key in ("floor", "cap", "round"):
                if part.get(key) is not None:
                    place = part.key_place(key)
                    self.report.add("finisher-not-a-number", place, kind=kind.certain())

    def _expression(self, node: Mapping, key: str) -> Expression | None:
        found = scalar(node, key)
        return parse_expression(found, self.names, self.report) if found else None

    def _result(self, node: Scalar, kind: Kind) -> Expression | None:
        """Read what a rule gives: a formula, or where it gives a choice, the name of one."""
        if kind.base == "choice" and node.text in kind.choices:
            if node.text in self.names.known | _WORDS:
                self.report.add("name-or-choice", node.place, f"'\"{node.text}\"'", name=node.text)
                return None
            return constant(node.text, node)
        if kind.base == "choice" and self._is_no_name(node.text, kind):
            near, listing = nearest(node.text, kind.choices), ", ".join(sorted(kind.choices))
            self.report.add("unknown-choice", node.place, near, name=node.text, known=listing)
            return None
        return parse_expression(node, self.names, self.report)

    def _is_no_name(self, text: str, kind: Kind) -> bool:
        """Tell whether what stands for a choice is a word that is no name, nor nearly that of a
        choice.
        """
        if not _WORD.fullmatch(text) or text in RESERVED or text in self.names.known:
            return False
        near = nearest(text, self.names.known)
        found = self.kind_of(near) if near else None
        named = found is not None and found.base == "choice"
        return not named or nearest(text, kind.choices) is not None

    def _body(self, node: Mapping, kind: Kind) -> list[Case]:
        table = mapping(node, "table")
        if table is not None:
            return self._table(table, node.key_place("table"), kind)
        formula = scalar(node, "formula")
        if formula is not None:
            then = self._result(formula, kind)
            return [Case(None, then, None, None, None, None, formula.place)] if then else []
        if node.get("list") is not None:
            for entry in entries(node, "list"):
                if entry.key.text in _NO_ITEMS:
                    self.report.add("reserved-name", entry.key.place, name=entry.key.text)
            return [self._item(entry) for entry in entries(node, "list")]
        cases = items(node, "cases")
        built = [self._case(item, kind, last=item is cases[-1]) for item in cases]
        return [case for case in built if case is not None]

    def _item(self, entry: Entry) -> Case:
        """Build one item of a list: its name is what it gives, its label why."""
        node = entry.value
        assert isinstance(node, Mapping)
        when, then = self._expression(node, "when"), constant(entry.key.text, entry.key)
        label, reference = text(node, "label"), optional(node, "reference")
        return Case(when, then, label, reference, None, None, entry.key.place)

    def _case(
        self, node: Node, kind: Kind, last: bool, condition: Expression | None = None
    ) -> Case | None:
        assert isinstance(node, Mapping)
        otherwise, then = scalar(node, "otherwise"), scalar(node, "then")
        if otherwise is not None and (then is not None or node.get("when") is not None):
            self.report.add("case-mixed", node.key_place("otherwise"))
            return None
        if otherwise is not None and not last:
            self.report.add("otherwise-not-last", node.key_place("otherwise"))
        result = otherwise or then
        assert result is not None
        when = self._expression(node, "when") if condition is None else condition
        value = self._result(result, kind)
        if value is None:
            return None
        return Case(
            when,
            value,
            optional(node, "because"),
            optional(node, "reference"),
            self._expression(node, "floor"),
            self._expression(node, "cap"),
            node.place,
        )

    def _table(self, node: Mapping, place: Place, kind: Kind) -> list[Case]:
        rows: list[Row] = []
        cases: list[Case] = []
        lines = items(node, "rows")
        otherwise: Place | None = None
        before = self.report.errors
        told: set[str] = set()
        for line in lines:
            assert isinstance(line, Mapping)
            when = mapping(line, "when")
            row = build_row(when, self.kind_of, self.report, self.names, told) if when else None
            if when is not None and row is None:
                continue
            rows += [row] if row else []
            case = self._case(line, kind, line is lines[-1], row.condition if row else None)
            cases += [case] if case else []
            otherwise = line.key_place("otherwise") if when is None else otherwise
        if self.report.errors == before:
            first = optional(node, "first") == "true"
            check_rows(rows, self.column_of, first, place, otherwise, self.report)
        return cases


def _is_ordered(node: Mapping) -> bool:
    """Tell whether the order of the cases decides: not in a list, nor where no two rows hold."""
    table = mapping(node, "table")
    if table is not None:
        return optional(table, "first") == "true"
    return node.get("list") is None


def rule_kind(name: Scalar, node: Mapping, choices: Choices, report: Report) -> Kind | None:
    """Return the kind a rule declares by `unit`, `type` or its list; None, with the reason
    reported.
    """
    type_ = optional(node, "type")
    items_of_list = list_items(node)
    if items_of_list:
        for key in ("type", "unit", "choices"):
            if node.get(key) is not None:
                report.add("key-not-for-type", node.key_place(key), key=key, type="list")
        return Kind("list", choices=frozenset(items_of_list))
    if type_ is None and node.get("unit") is None and node.get("choices") is None:
        report.add("unit-or-type-missing", name.place, name=name.text)
        return None
    return declared_kind(name, node, type_ or "number", choices, report)


def list_items(node: Mapping) -> Frozen[str, str]:
    """Return the items a rule may list, in any of its versions, and their labels: in an order that
    is that of each version, as far as they agree.
    """
    labels: dict[str, str] = {}
    order: list[str] = []
    for version in (node, *(entry.value for entry in entries(node, "variants"))):
        listed = entries(version, "list") if isinstance(version, Mapping) else ()
        items = [entry for entry in listed if isinstance(entry.value, Mapping)]
        for place, item in enumerate(items, 1):
            name = item.key.text
            labels[name] = text(item.value, "label")  # type: ignore[arg-type]  # a mapping
            if name not in order:
                later = (other.key.text for other in items[place:] if other.key.text in order)
                order.insert(_place(later, order), name)
    return Frozen({name: labels[name] for name in order})


def _place(later: Iterator[str], order: list[str]) -> int:
    """Return where an item goes that stands before others, of which some have their place."""
    following = next(later, None)
    return len(order) if following is None else order.index(following)
