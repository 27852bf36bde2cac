"""The parameters of the function that is written, and how each is judged before anything else."""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from bareme.compiling.blocks import Block, If
from bareme.compiling.pieces import Piece, base_of, literal, name
from bareme.refusals import question
from bareme.values import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bareme.model import Input, Rule
    from bareme.program import Program
    from bareme.values import Expected

_REACH = 10**36  # numbers beyond are left to the exact evaluation
_CENTS = 100


class Parameters:
    """The inputs, and the rules that may be given in their place (`rules`)."""

    def __init__(
        self, program: Program, day: dt.date, given: frozenset[str], expected: dict[str, Expected]
    ) -> None:
        self._definition = program.definition
        self._day = day
        self._expected = expected
        self.rules = given
        self._pieces = {each: self._piece(each) for each in (*self._definition.inputs, *given)}

    def __contains__(self, name_: object) -> bool:
        return name_ in self._pieces

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces)

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
        money = kind.unit is not None and kind.unit.is_money
        exact = asked not in self.rules and not expected.whole and not expected.cents
        denominator = None if exact else _CENTS if money and not expected.whole else 1
        piece = Piece("number", name(asked), denominator, optional=kind.optional)
        return self._bounded(asked, piece)

    def _bounded(self, asked: str, piece: Piece) -> Piece:
        if piece.denominator is None:
            return piece
        expected, reach = self._expected[asked], _REACH * piece.denominator
        low, high = expected.minimum, expected.maximum
        return replace(
            piece,
            low=-(-low * piece.denominator // 1) if isinstance(low, (int, Fraction)) else -reach,
            high=high * piece.denominator // 1 if isinstance(high, (int, Fraction)) else reach,
        )

    def signature(self) -> Iterator[str]:
        """Give the parameters as a function declares them, each with what it is."""
        for asked in self._pieces:
            default = "MISSING"
            if asked == self._definition.reference_date:
                default = "ON"
            elif self._expected[asked].kind.base in _AS_THEY_ARE and self.always(asked):
                default = ast.unparse(literal(self._definition.inputs[asked].default))
            label = f"{self._named(asked).label} : {self.wanted(asked)}"
            yield f"{asked}={default},  # {' '.join(label.split())}"

    def judge(self, block: Block) -> None:
        """Write the judgement of what is given: each parameter becomes what the code reads."""
        for asked in self._pieces:
            lines = list(self._judgement(asked))
            if self.always(asked) and self._expected[asked].kind.base in _AS_THEY_ARE:
                block.add(*lines)
                continue
            there, lacking = Block(), None
            there.add(*lines)
            if self.always(asked) and asked != self._definition.reference_date:
                lacking = Block()
                lacking.add(f"{asked} = {ast.unparse(self._default(asked))}")
            block.add(If(f"{asked} is not MISSING", there, lacking))

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
            test = f"{asked} not in {_choices(asked)}"
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
        low, high = expected.minimum, expected.maximum
        if expected.kind.base == "list":
            return f"_listed({asked!r}, {asked}, {_choices(asked)}, EXPECTED)"
        if expected.kind.base == "date":
            ends = ", ".join(ast.unparse(literal(end)) for end in (low, high))
            return f"_day({asked!r}, {asked}, {ends}, EXPECTED)"
        if piece.denominator is None:
            ends = ", ".join(ast.unparse(literal(end)) for end in (low, high))
            return f"_rational({asked!r}, {asked}, {ends}, EXPECTED)"
        bounded = self._bounded(asked, piece)
        ends = f"{bounded.low}, {bounded.high}"
        return f"_number({asked!r}, {asked}, {piece.denominator}, {ends}, EXPECTED)"

    def wanted(self, asked: str) -> str:
        """Return what is expected of a parameter, in words."""
        expected = self._expected[asked]
        if asked == self._definition.reference_date:
            return f"il faut le {self._day}, jour de ces règles"
        words = [f"il faut {expected.kind}"]
        if expected.minimum is not None:
            words.append(f"{plain(expected.minimum)} au moins")
        if expected.maximum is not None:
            words.append(f"{plain(expected.maximum)} au plus")
        return ", ".join(words)

    def constants(self) -> Iterator[tuple[str, str]]:
        """Give the names and the code of what the judgement reads: choices, questions."""
        for asked in self._pieces:
            kind = self._expected[asked].kind
            if kind.base in {"choice", "list"}:
                yield _choices(asked), f"frozenset({sorted(kind.choices)!r})"
        yield "EXPECTED", _table({each: self.wanted(each) for each in self._pieces})
        asked_for = [each for each in self._definition.inputs if not self.always(each)]
        yield "QUESTIONS", _table({each: self._question(each) for each in asked_for})

    def _question(self, asked: str) -> str:
        told = question(self._definition, "missing-input", asked)
        return f"{told.message} {told.remedy}"


_AS_THEY_ARE = frozenset({"boolean", "choice", "text"})  # judged, and read as they were given


def _choices(asked: str) -> str:
    return f"{asked.upper()}_CHOICES"


def _table(texts: dict[str, str]) -> str:
    lines = "".join(f"    {key!r}: {text!r},\n" for key, text in texts.items())
    return f"{{\n{lines}}}"
