"""The domain of explanation: a number is its exact value and the words that tell it.

Walks a formula that has been evaluated, with the values it found, and writes it out with the
figures in place of the names: `20 000,00 €/an ÷ 730 jour/an`. A condition becomes the facts
that decided it, each told as it truly is: `a < b` that does not hold is told as `a ≥ b`.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from bareme import words
from bareme.language.functions import FIGURE_OF
from bareme.reading.scalars import MAX_DIGITS
from bareme.translation import N_, tr
from bareme.units import Unit, parse_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bareme.domains.exact import Exact, Value
    from bareme.language.walker import Walker

_ATOM, _PRODUCT, _SUM = 3, 2, 1
_MOST_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """A value and its words; `label` when it is a name, `facts` what decided a condition."""

    value: Value
    text: str
    rank: int = _ATOM
    label: str | None = None
    unit: Unit | None = None
    facts: tuple[str, ...] = ()

    def within(self, rank: int) -> str:
        """Return the words as an operand: in brackets where they bind less."""
        return f"({self.text})" if self.rank < rank else self.text


class Phrases:
    """The operations of this domain, on top of the exact ones.

    `figure` tells the figures that are looked up: by a choice, some years back, or their mean.
    """

    def __init__(self, exact: Exact, figure: Callable[..., Phrase]) -> None:
        self._exact = exact
        self._figure = figure

    @property
    def operators(self) -> Mapping[type[ast.AST], Callable[..., Any]]:
        """Arithmetic in figures and signs; comparisons are handled node by node."""
        return {
            ast.Add: self._binary(ast.Add, "+", _SUM, _SUM),
            ast.Sub: self._binary(ast.Sub, "−", _SUM, _PRODUCT),
            ast.Mult: self._binary(ast.Mult, "×", _PRODUCT, _PRODUCT),
            ast.Div: self._binary(ast.Div, "÷", _PRODUCT, _ATOM),
            ast.USub: lambda a: Phrase(-a.value, f"−{a.within(_ATOM)}", _PRODUCT),
            ast.Not: lambda a: Phrase(not a.value, a.text, facts=a.facts),
        }

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """Functions in words, with their arguments."""
        named = {name: self._called(name, _FUNCTION_WORDS[name]) for name in _FUNCTION_WORDS}
        looked_up = {
            name: lambda parameter, argument, name=name: self._figure(
                name, parameter.value, argument.value
            )
            for name in (FIGURE_OF, "previous", "mean_of_previous")
        }
        return {**named, **looked_up}

    def handlers(self, walker: Walker) -> Mapping[type[ast.AST], Callable[[Any], Any]]:
        """Only what was evaluated is told: the branch taken, the operands that decided."""

        def choice(node: ast.IfExp) -> Phrase:
            test = walker.walk(node.test)
            taken = walker.walk(node.body if test.value else node.orelse)
            facts = test.facts + taken.facts
            return Phrase(taken.value, taken.text, taken.rank, taken.label, taken.unit, facts)

        def logical(node: ast.BoolOp) -> Phrase:
            decisive = isinstance(node.op, ast.Or)
            facts: tuple[str, ...] = ()
            for operand in node.values:
                phrase = walker.walk(operand)
                if phrase.value == decisive:
                    return Phrase(decisive, words.truth(decisive), facts=phrase.facts)
                facts += phrase.facts
            return Phrase(not decisive, words.truth(not decisive), facts=facts)

        def comparison(node: ast.Compare) -> Phrase:
            left = walker.walk(node.left)
            facts: tuple[str, ...] = ()
            for symbol, operand in zip(node.ops, node.comparators, strict=True):
                right = walker.walk(operand)
                holds, fact = self._compare(type(symbol), left, right)
                if not holds:
                    return Phrase(False, words.truth(False), facts=(fact,))
                facts += (fact,)
                left = right
            return Phrase(True, words.truth(True), facts=facts)

        return {
            ast.Constant: _literal,
            ast.IfExp: choice,
            ast.BoolOp: logical,
            ast.Compare: comparison,
        }

    def _binary(
        self, operator: type[ast.operator], sign: str, left_rank: int, right_rank: int
    ) -> Callable[[Phrase, Phrase], Phrase]:
        act = self._exact.operators[operator]

        def combined(a: Phrase, b: Phrase) -> Phrase:
            text = f"{a.within(left_rank)} {sign} {b.within(right_rank)}"
            return Phrase(act(a.value, b.value), text, left_rank, facts=a.facts + b.facts)

        return combined

    def _called(self, name: str, phrase: str) -> Callable[..., Phrase]:
        act = self._exact.functions[name]

        def called(*arguments: Phrase) -> Phrase:
            texts = [argument.text for argument in arguments]
            if name in _PERIODS:  # a bare 3 is read as three of that period
                texts[1] = words.value(arguments[1].value, _PERIODS[name])
            if name in {"days_between", "age_on"}:  # two days, whatever gave them
                texts = [words.value(argument.value) for argument in arguments]
            if name == "count":
                texts = [arguments[0].label or arguments[0].text]
            facts = tuple(fact for argument in arguments for fact in argument.facts)
            value = act(*(argument.value for argument in arguments))
            if isinstance(value, bool):  # told as it truly is, by the first subject it has
                subject = next((f for f in map(_subject, arguments) if f), texts[0])
                form = phrase if value else _DENIED[name]
                told = tr(form).format(subject, *texts[1:])
                return Phrase(value, words.truth(value), facts=(*facts, told))
            told = tr(phrase).format(*texts, all=words.listing(texts))
            return Phrase(value, told, facts=facts)

        return called

    def _compare(
        self, operator: type[ast.cmpop], a: Phrase, b: Phrase | tuple[Phrase, ...]
    ) -> tuple[bool, str]:
        values = tuple(p.value for p in b) if isinstance(b, tuple) else b.value
        holds = bool(self._exact.operators[operator](a.value, values))
        both_named = not isinstance(b, tuple) and a.label and b.label
        if isinstance(b, tuple) or (operator in {ast.Eq, ast.NotEq} and not both_named):
            named = a if a.label or isinstance(b, tuple) else b
            if named.label:
                return holds, _fact(named)
            if isinstance(b, tuple):
                return holds, a.text
        if operator in {ast.In, ast.NotIn}:
            return holds, _fact(b)
        sign = _SIGNS[operator if holds else _OPPOSITES[operator]]
        left, right = _told_apart(a, b)
        return holds, f"{left} {sign} {right}"


_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
    ast.Eq: "=",
    ast.NotEq: "≠",
}
_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
_FUNCTION_WORDS = {
    "min": N_("le plus petit de ({all})"),
    "max": N_("le plus grand de ({all})"),
    "mean": N_("moyenne de ({all})"),
    "abs": N_("valeur absolue de ({0})"),
    "round_to": N_("({0}) arrondi au plus proche multiple de {1}"),
    "round_up_to": N_("({0}) arrondi au multiple supérieur de {1}"),
    "round_down_to": N_("({0}) arrondi au multiple inférieur de {1}"),
    "days_between": N_("nombre de jours du {0} au {1}"),
    "add_days": "{0} + {1}",
    "add_months": "{0} + {1}",
    "add_years": "{0} + {1}",
    "age_on": N_("âge au {1} d'une personne née le {0}"),
    "remainder": N_("reste de ({0}) ÷ {1}"),
    "length": N_("longueur de {0}"),
    "like": N_("{0} a bien la forme {1}"),
    "characters": N_("caractères {1} à {2} de {0}"),
    "replace": N_("{0}, {1} devenant {2}"),
    "as_number": N_("nombre écrit par {0}"),
    "count": N_("nombre d'éléments de « {0} »"),
}
_DENIED = {"like": N_("{0} n'a pas la forme {1}")}
_PERIODS = {"add_days": parse_unit("jour"), "add_months": parse_unit("mois")} | {
    "add_years": parse_unit("an")
}


def _subject(phrase: Phrase) -> str | None:
    return f"{phrase.label} ({phrase.text})" if phrase.label else None


def _literal(node: ast.Constant) -> Phrase:
    value: Any = node.value  # exact, see grammar
    text = words.text(value) if isinstance(value, str) else words.value(value, shown=MAX_DIGITS)
    return Phrase(value, text)


def _fact(phrase: Phrase) -> str:
    return words.labelled(phrase.label or "", phrase.text)


def _told_apart(a: Phrase, b: Phrase) -> tuple[str, str]:
    """Return both sides with enough decimals to see that they differ."""
    texts = (a.text, b.text)
    decimals = 3
    numbers = isinstance(a.value, (int, Fraction)) and isinstance(b.value, (int, Fraction))
    while numbers and texts[0] == texts[1] and a.value != b.value and decimals < _MOST_DECIMALS:
        decimals += 3
        texts = tuple(words.value(p.value, p.unit, shown=decimals) for p in (a, b))  # type: ignore[assignment]
    left, right = (
        f"{phrase.label} ({text})" if phrase.label else text
        for phrase, text in zip((a, b), texts, strict=True)
    )
    return left, right
