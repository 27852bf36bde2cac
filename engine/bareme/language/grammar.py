"""What may be written in a formula: a small subset of Python's expressions, checked at load.

    expression   a if condition else b | a or b | a and b | not a | comparison | arithmetic
    comparison   a == b != c < d <= e > f >= g    a in ["x", "y"]    a not in list
    arithmetic   a + b, a - b, a * b, a / b, -a
    atom         12.50 | 71 % | true | false | nothing | 2019-01-01 | "choice or text" | name
                 | name[choice] | function(a, …) | (expression)

Everything else is refused where it stands. This is the first wall against a hostile
rulebook; the walker, which knows no other node, is the second.
"""

from __future__ import annotations

import ast
import keyword
import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, NoReturn, TypeVar

from bareme.language.expression import Expression, span
from bareme.language.functions import FIGURE_OF, FUNCTIONS, MAX_YEARS_BACK
from bareme.language.patterns import compiled, meant
from bareme.language.places import fitting, stretch, text_place, written_at
from bareme.language.spelling import FOREIGN_WORDS, IN_FRENCH, Refused, spell
from bareme.nearest import nearest
from bareme.reading.scalars import looks_like_date, parse_date, parse_number, suggest_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bareme.diagnostics import Place, Report
    from bareme.language.functions import Function
    from bareme.reading.scalars import Number
    from bareme.reading.tree import Scalar

MAX_CHOICE = 80

_Node = TypeVar("_Node", bound=ast.expr)

# Words of the language, and those a formula takes for a slip: nothing may be called so.
RESERVED = frozenset(
    {"true", "false", "nothing", "outputs", *FUNCTIONS, *keyword.kwlist, *FOREIGN_WORDS}
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names a formula may use: every one; which are figures; of those that vary, by which
    choice; and the names of all choices, which stand in quotes.
    """

    known: frozenset[str]
    parameters: frozenset[str]
    by: Mapping[str, str]
    choices: frozenset[str] = frozenset()


def parse_expression(scalar: Scalar, names: Names, report: Report) -> Expression | None:
    """Check a formula and return it; None, with what is wrong reported, when it cannot be used."""
    text = " ".join(scalar.text.splitlines())
    place = text_place(scalar)
    try:
        return _Parser(text, place, names).expression(report)
    except Refused as refused:
        where = stretch(place, text, refused.start, refused.length)
        there = written_at(where) == text[refused.start :][: refused.length]
        suggestion = fitting(refused.suggestion, place) if there else None
        report.add(refused.code, where, suggestion, **refused.data)
        return None


_SPLIT = re.compile(r"(?<![\w\"'])\w+(?:[ -]\w+)+(?![\w\"'])")
_CODE = re.compile(r"(?<!\w)[0-9][0-9A-Z]*(?!\w)", re.ASCII)
_ALLOWED_OPERATORS = (
    *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.USub, ast.Not, ast.And, ast.Or),
    *(ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn),
)
_FORBIDDEN = {
    ast.Pow: "**",
    ast.Mod: "%",
    ast.FloorDiv: "//",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.UAdd: "+",
}


class _Parser(ast.NodeVisitor):
    """Parses one formula; every refusal carries where and why."""

    def __init__(self, text: str, place: Place, names: Names) -> None:
        self.text = text
        self.place = place
        self.known = names
        self.read: dict[str, None] = {}
        self.history: dict[tuple[str, int], None] = {}
        self.unknown: list[ast.Name] = []
        self.percents: dict[int, int] = {}

    def expression(self, report: Report) -> Expression | None:
        try:
            spelled = spell(self.text)
        except Refused as refused:
            split = self._split_name() if refused.code == "formula-syntax" else None
            raise self._code_at(refused) or split or refused from None
        self.percents = spelled.percents
        tree = self.visit(spelled.tree)
        if self.unknown and (split := self._split_name()):
            raise split
        for node in self.unknown:
            where = stretch(self.place, self.text, node.col_offset, len(node.id))
            near = fitting(self._meant(node.id), self.place)
            report.add("unknown-name", where, near, name=node.id)
        if self.unknown:
            return None
        return Expression(
            self.text, tree, self.place, tuple(self.read), tuple(self.history), spelled.depth
        )

    def _split_name(self) -> Refused | None:
        """Return what to say of a name written with spaces or hyphens between its words."""
        for match in _SPLIT.finditer(self.text):
            words = re.split("[ -]", match.group())
            for first, last in combinations(range(len(words) + 1), 2):
                name = "_".join(words[first:last])
                if last - first > 1 and name in self.known.known:
                    start = match.start() + sum(len(word) + 1 for word in words[:first])
                    written = self.text[start : start + len(name)]
                    return Refused("unknown-name", start, len(name), name, name=written)
        return None

    def _code_at(self, refused: Refused) -> Refused | None:
        """Return what to say of a choice that is a code, where it lacks its quotes."""
        match = _CODE.match(self.text, refused.start)
        if refused.code not in {"not-a-number", "formula-syntax"}:
            return None
        if match is None or match.group() not in self.known.choices:
            return None
        code = match.group()
        return Refused("unknown-name", refused.start, len(code), f'"{code}"', name=code)

    def _meant(self, name: str) -> str | None:
        """Return what an unknown name probably stands for: a choice that lacks its quotes, or
        the nearest name.
        """
        return f'"{name}"' if name in self.known.choices else nearest(name, self.known.known)

    def visit(self, node: ast.AST) -> ast.expr:
        """Return the tree the walker will see: allowed nodes, exact literals, known names."""
        checked: ast.expr = super().visit(node)
        return checked

    def generic_visit(self, node: ast.AST) -> NoReturn:
        """Refuse every node that is not allowed by name."""
        assert isinstance(node, ast.expr)
        self._refuse(node)

    def _refuse(
        self, node: ast.expr, what: str | None = None, suggestion: str | None = None
    ) -> NoReturn:
        construct = what or self._text_of(node)
        raise Refused("not-in-language", *span(node), suggestion, construct=construct)

    def _text_of(self, node: ast.expr) -> str:
        return self.text[node.col_offset : node.end_col_offset]

    def _operator(self, operator: ast.AST, node: ast.expr, suggestion: str | None = None) -> None:
        if not isinstance(operator, _ALLOWED_OPERATORS):
            name = _FORBIDDEN.get(type(operator), type(operator).__name__)
            self._refuse(node, name, suggestion)

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        text = self.text[node.col_offset : node.end_col_offset]
        value: object = node.value
        if looks_like_date(text):
            value = parse_date(text)
            if value is None:
                raise Refused("no-such-day", node.col_offset, len(text), text=text)
            return _like(ast.Constant(value), node)  # type: ignore[arg-type]  # a day
        if isinstance(value, str):
            if text[1:-1] != value or len(value) > MAX_CHOICE or not value.isprintable():
                self._refuse(node)
            return node
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self._refuse(node)
        number = parse_number(text)
        if number is None:
            suggestion = suggest_number(text)
            raise Refused("not-a-number", node.col_offset, len(text), suggestion, text=text)
        end = self.percents.get(node.end_col_offset or 0)
        if end is not None:
            number = parse_number(f"{text} %")
            node.end_col_offset = end
        return _like(ast.Constant(number), node)  # type: ignore[arg-type]  # an exact rational

    def visit_Name(self, node: ast.Name) -> ast.expr:
        words: dict[str, bool | None] = {"true": True, "false": False, "nothing": None}
        if node.id in words:
            return _like(ast.Constant(words[node.id]), node)
        if node.id in FUNCTIONS:
            usage = FUNCTIONS[node.id].shown
            raise Refused("function-without-call", node.col_offset, len(node.id), usage=usage)
        self._note(node)
        if node.id in self.known.by:
            by = ast.Name(self.known.by[node.id], ast.Load())
            self._note(_like(by, node))
            return self._figure_of(node, by, node)
        return node

    def _note(self, node: ast.Name) -> None:
        if node.id in self.known.known:
            self.read[node.id] = None
        else:
            self.unknown.append(node)

    def _figure_of(self, name: ast.Name, choice: ast.expr, written: ast.expr) -> ast.expr:
        """`rate[choice]` is a call for the walker, which knows no subscripts."""
        parameter = _like(ast.Constant(name.id), name)
        call = ast.Call(ast.Name(FIGURE_OF, ast.Load()), [parameter, choice], [])
        return _like(call, written)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if not isinstance(node.value, ast.Name) or node.value.id not in self.known.by:
            self._refuse(node)
        self._note(node.value)
        return self._figure_of(node.value, self.visit(node.slice), node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if not isinstance(node.func, ast.Name) or node.keywords:
            self._refuse(node)
        name = node.func.id
        function = FUNCTIONS.get(name)
        start = node.func.col_offset
        if function is None:
            near = IN_FRENCH.get(name) or nearest(name, FUNCTIONS)
            listing = ", ".join(FUNCTIONS)
            raise Refused("unknown-function", start, len(name), near, name=name, known=listing)
        if not function.at_least <= len(node.args) <= function.at_most:
            raise Refused(
                "wrong-arity",
                start,
                len(name),
                name=name,
                usage=function.shown,
                count=len(node.args),
            )
        if function.of_parameter:
            args = self._history_arguments(name, node)
        elif function.of_pattern:
            args = [*map(self.visit, node.args[:-1]), self._pattern(function.shown, node.args[-1])]
        else:
            args = [self.visit(argument) for argument in node.args]
        self._check_counts(function, args)
        return _like(ast.Call(node.func, args, []), node)

    def _history_arguments(self, name: str, node: ast.Call) -> list[ast.expr]:
        """Check `previous(figure, 3)`: the name of a figure, and years written in digits."""
        parameter, years = node.args
        usage = FUNCTIONS[name].shown
        known = self.known
        if (
            not isinstance(parameter, ast.Name)
            or (parameter.id in known.known and parameter.id not in known.parameters)
            or parameter.id in known.by
        ):
            raise Refused("not-a-parameter", *span(parameter), usage=usage)
        if parameter.id not in known.known:
            self.unknown.append(parameter)
        checked = self.visit(years) if isinstance(years, ast.Constant) else years
        count = checked.value if isinstance(checked, ast.Constant) else None
        if not isinstance(count, int) or not 1 <= count <= MAX_YEARS_BACK:
            raise Refused("not-a-count", *span(years), usage=usage, limit=MAX_YEARS_BACK)
        for back in range(1, count + 1) if name == "mean_of_previous" else (count,):
            self.history[parameter.id, back] = None
        return [_like(ast.Constant(parameter.id), parameter), checked]

    def _check_counts(self, function: Function, args: list[ast.expr]) -> None:
        """Refuse numbers written out with which nothing can be counted."""
        counts = [_written(args[at]) for at in function.whole]
        for at, count in zip(function.whole, counts, strict=True):
            if count is not None and count.denominator != 1:
                raise Refused("not-whole", *span(args[at]), value=self._text_of(args[at]))
        if len(counts) > 1:
            first, last = counts
            low = 1 if first is None else first
            if low < 1 or (last is not None and last < low):
                raise Refused("not-a-stretch", *span(args[0], args[-1]), usage=function.shown)

    def _pattern(self, usage: str, node: ast.expr) -> ast.expr:
        """Check `like(text, "pattern")`: a pattern written out, whose brackets make sense."""
        checked = self.visit(node) if isinstance(node, ast.Constant) else node
        pattern = checked.value if isinstance(checked, ast.Constant) else None
        if not isinstance(pattern, str) or compiled(pattern) is None:
            written = meant(pattern) if isinstance(pattern, str) else None
            near = None if written is None else f'"{written}"'
            raise Refused("not-a-pattern", *span(node), near, usage=usage)
        return checked

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        rest = f"remainder({self._text_of(node.left)}, {self._text_of(node.right)})"
        self._operator(node.op, node, rest if isinstance(node.op, ast.Mod) else None)
        return _like(ast.BinOp(self.visit(node.left), node.op, self.visit(node.right)), node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self._operator(node.op, node)
        return _like(ast.UnaryOp(node.op, self.visit(node.operand)), node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        return _like(ast.BoolOp(node.op, [self.visit(value) for value in node.values]), node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        parts = (self.visit(part) for part in (node.test, node.body, node.orelse))
        return _like(ast.IfExp(*parts), node)

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        for operator, right in zip(node.ops, node.comparators, strict=True):
            self._operator(operator, node)
            membership = isinstance(operator, (ast.In, ast.NotIn))
            written_out = isinstance(right, (ast.List, ast.Tuple))
            if written_out and not membership:
                self._refuse(node, suggestion=self._membership(node))
            if membership and not written_out and not isinstance(right, ast.Name):
                self._refuse(node)
            if membership and len(node.ops) > 1:
                self._refuse(node)
        left = self.visit(node.left)
        rights = [
            self._members(right) if isinstance(right, (ast.List, ast.Tuple)) else self.visit(right)
            for right in node.comparators
        ]
        return _like(ast.Compare(left, node.ops, rights), node)

    def _membership(self, node: ast.Compare) -> str | None:
        """Return what a comparison with a list written out probably asks."""
        (operator, *others), right = node.ops, node.comparators[0]
        if others or not isinstance(operator, (ast.Eq, ast.NotEq)):
            return None
        left, same = self._text_of(node.left), isinstance(operator, ast.Eq)
        if isinstance(right, ast.List) and not right.elts:
            return f"count({left}) {'==' if same else '>'} 0"
        return f"{left} {'in' if same else 'not in'} {self._text_of(right)}"

    def _members(self, node: ast.List | ast.Tuple) -> ast.expr:
        items = [self.visit(item) for item in node.elts]
        if not items or not all(isinstance(item, ast.Constant) for item in items):
            self._refuse(node)
        return _like(ast.List(items, ast.Load()), node)


def _written(node: ast.expr) -> Number | None:
    """Return the number a node writes out, its sign included."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        below = _written(node.operand)
        return None if below is None else -below
    value: object = node.value if isinstance(node, ast.Constant) else None
    number = isinstance(value, (int, Fraction)) and not isinstance(value, bool)
    return value if number else None  # type: ignore[return-value]  # just judged


def _like(new: _Node, old: ast.expr) -> _Node:
    """Give a new node the place of the one it stands for."""
    return ast.copy_location(new, old)
