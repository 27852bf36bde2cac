"""The parameters of the function that is written, and how each is judged before anything else."""

from __future__ import annotations

import ast
import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from bareme.compiling import runtime
from bareme.compiling.blocks import Block, If
from bareme.compiling.pieces import Piece, base_of, literal, name
from bareme.refusals import question
from bareme.translation import tr
from bareme.values import plain
from bareme.words import labelled

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from bareme.model import Input, Rule
    from bareme.reading.scalars import Number
    from bareme.rulebook import Rules

_REACH = 10**runtime.REACH  # numbers beyond are left to the exact evaluation
_CENTS = 100


class Parameters:
    """The inputs, and the rules that may be given in their place (`rules`), of which those that
    are `computed` are taken to the denominator of what they would give.
    """

    def __init__(self, rules: Rules, given: frozenset[str], computed: Container[str]) -> None:
        self._definition = rules.book.definition
        self._day, self._expected = rules.date, rules.book.expected
        self.rules, self._computed = given, computed
        names = [*self._definition.inputs, *sorted(given)]
        self._pieces = {each: self._piece(each) for each in names}

    def __contains__(self, name_: object) -> bool:
        return name_ in self._pieces

    def read(self, asked: str) -> Piece:
        """Return the code of a parameter that was judged."""
        return self._pieces[asked]

    def always(self, asked: str) -> bool:
        """Whether a parameter always has a value: a default, or the reference date."""
        made = self._definition.inputs.get(asked)
        return asked == self._definition.reference_date or (
            made is not None and made.default is not None
        )

    def settle(self, rule: str, piece: Piece) -> None:
        """Take a rule that is given as the denominator of what it would give."""
        self._pieces[rule] = piece

    def _named(self, asked: str) -> Input | Rule:
        definition = self._definition
        return definition.inputs.get(asked) or definition.rules[asked]

    def _piece(self, asked: str) -> Piece:
        expected = self._expected[asked]
        kind = expected.kind
        if kind.base != "number":
            return Piece(kind.base, name(asked), optional=kind.optional)
        if asked not in self._computed and not expected.whole and not expected.cents:
            return Piece("number", name(asked), None, optional=kind.optional)
        money = kind.unit is not None and kind.unit.is_money and not expected.whole
        piece = Piece("number", name(asked), _CENTS if money else 1, optional=kind.optional)
        low, high = self._bounds(asked)
        # Outwards: a rule may come to have a finer denominator.
        return replace(piece, low=_floor(low, piece), high=-_floor(-high, piece))

    def _bounds(self, asked: str) -> tuple[Number, Number]:
        """Return the bounds of a number."""
        expected = self._expected[asked]
        low, high = expected.minimum, expected.maximum
        return (
            low if isinstance(low, (int, Fraction)) else -_REACH,
            high if isinstance(high, (int, Fraction)) else _REACH,
        )

    def signature(self) -> Iterator[str]:
        """Give the parameters as a function declares them, each with what it is."""
        for asked in self._pieces:
            default = "MISSING"
            if asked == self._definition.reference_date:
                default = "ON"
            elif self._expected[asked].kind.base in _AS_THEY_ARE and self.always(asked):
                default = ast.unparse(literal(self._definition.inputs[asked].default))
            label = labelled(self._named(asked).label, self.wanted(asked))
            yield f"{asked}: Any = {default},  # {' '.join(label.split())}"

    def judge(self, block: Block) -> None:
        """Write the judgement of what is given: each parameter becomes what the code reads."""
        for asked in self._pieces:
            lines = list(self._judgement(asked))
            if self.always(asked) and self._expected[asked].kind.base in _AS_THEY_ARE:
                block.add(*lines)
                continue
            there, lacking = Block(), None
            if self.always(asked) and asked != self._definition.reference_date:
                lacking = Block()
                lacking.add(f"{asked} = {ast.unparse(self._default(asked))}")
            if len(lines) == 1 and isinstance(lines[0], If) and lacking is None:
                lines[0].test = f"{asked} is not MISSING and {lines[0].test}"
                block.add(*lines)
                continue
            there.add(*lines)
            usual = "ON" if asked == self._definition.reference_date else "MISSING"
            block.add(If(f"{asked} is not {usual}", there, lacking))

    def _default(self, asked: str) -> ast.expr:
        default: Any = self._definition.inputs[asked].default
        piece = self._pieces[asked]
        if base_of(default) == "number" and piece.denominator is not None:
            return ast.Constant(int(default * piece.denominator))
        return literal(default)

    def _judgement(self, asked: str) -> Iterator[Any]:
        """Give the statements that judge a parameter that is given."""
        expected, piece = self._expected[asked], self._pieces[asked]
        base, wrong = expected.kind.base, f"_wrong({asked!r}, {asked}, EXPECTED)"
        refused = Block()
        refused.add(wrong)
        if base == "boolean":
            usual = self.always(asked) and bool(self._definition.inputs[asked].default)
            test = f"{asked} is not {usual} and {asked} is not {not usual}"
        elif base == "choice":
            test = f"not _is_choice({asked}, {_choices(asked)})"
        elif base == "text":
            test = f"not _is_text({asked})"
        else:
            line = f"{asked} = {self._converted(asked, piece)}"
            if expected.kind.optional:
                body = Block()
                body.add(line)
                yield If(f"{asked} is not None", body)
            else:
                yield line
            if asked == self._definition.reference_date:
                other = Block()
                other.add(f"_wrong({asked!r}, {asked}, EXPECTED)")
                yield If(f"{asked} != ON", other)
            return
        yield If(f"{asked} is not None and {test}" if expected.kind.optional else test, refused)

    def _converted(self, asked: str, piece: Piece) -> str:
        expected = self._expected[asked]
        if expected.kind.base == "list":
            return f"_listed({asked!r}, {asked}, {_choices(asked)}, EXPECTED)"
        if expected.kind.base == "date":
            low, high = expected.minimum or dt.date.min, expected.maximum or dt.date.max
            ends = ", ".join(ast.unparse(literal(end)) for end in (low, high))
            return f"_day({asked!r}, {asked}, {ends}, EXPECTED)"
        least, most = self._bounds(asked)
        if piece.denominator is None:
            ends = ", ".join(_end(Fraction(end)) for end in (least, most))
            return f"_rational({asked!r}, {asked}, {ends}, EXPECTED)"
        ends = f"{_end(-_floor(-least, piece))}, {_end(_floor(most, piece))}"
        return f"_number({asked!r}, {asked}, {piece.denominator}, {ends}, EXPECTED)"

    def wanted(self, asked: str) -> str:
        """Return what is expected of a parameter, in words."""
        expected = self._expected[asked]
        kind, piece = expected.kind, self._pieces[asked]
        if asked == self._definition.reference_date:
            return tr("le {date}, jour de ces règles", date=self._day)
        if kind.base == "boolean":
            return tr("True ou False")
        words = [f"{kind}"]
        if kind.base == "number" and piece.denominator is not None:
            words.append(_grain(piece.denominator))
        if expected.minimum is not None:
            words.append(tr("{bound} au moins", bound=plain(expected.minimum)))
        if expected.maximum is not None:
            words.append(tr("{bound} au plus", bound=plain(expected.maximum)))
        return ", ".join(words)

    def constants(self) -> Iterator[tuple[str, str]]:
        """Give the names and the code of what the judgement reads: choices, questions."""
        for asked in self._pieces:
            kind = self._expected[asked].kind
            if kind.base == "choice":
                yield _choices(asked), f"frozenset({sorted(kind.choices)!r})"
            elif kind.base == "list":
                yield _choices(asked), repr(self._expected[asked].order)
        yield "EXPECTED", _table({each: self.wanted(each) for each in self._pieces})
        asked_for = [each for each in self._definition.inputs if not self.always(each)]
        yield "QUESTIONS", _table({each: self._question(each) for each in asked_for})

    def _question(self, asked: str) -> str:
        told = question(self._definition, "missing-input", asked)
        return f"{told.message} {told.remedy}"


_AS_THEY_ARE = frozenset({"boolean", "choice", "text"})  # judged, and read as they were given


def _grain(denominator: int) -> str:
    """Return how fine a number may be, in words."""
    if denominator == 1:
        return tr("entier")
    if denominator == _CENTS:
        return tr("au centime")
    return tr("multiple de 1/{number}", number=denominator)


def _floor(value: Number, piece: Piece) -> int:
    """Return the whole numerators up to a value."""
    assert piece.denominator is not None
    return int(value * piece.denominator // 1)


def _end(value: Number) -> str:
    """Return the code of a bound; what is as good as none by its power of ten."""
    size = abs(value)
    if size < _REACH or size % _REACH:
        return ast.unparse(literal(value))
    factor = "" if size == _REACH else f"{size // _REACH} * "
    return f"{'-' if value < 0 else ''}{factor}10 ** {runtime.REACH}"


def _choices(asked: str) -> str:
    return f"{asked.upper()}_CHOICES"


def _table(texts: dict[str, str]) -> str:
    lines = "".join(f"    {key!r}: {text!r},\n" for key, text in texts.items())
    return f"{{\n{lines}}}"
