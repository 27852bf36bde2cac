"""Random formulas, each of the sort it is asked for: the grammar as a table of forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_SLOT = re.compile(r"\{(\w+)\}")
_SMALLEST_NEXT = 0.2  # how often a formula ends before it must

# Of each sort, the forms a formula may take; a slot is a formula of the sort it names.
_FORMS: dict[str, tuple[str, ...]] = {
    "number": (
        *("({number} + {number})", "({number} - {number})", "({number} * {number})") * 2,
        *("({number} / {number})", "({number} / {divisor})", "({amount} / {amount})"),
        *("(-{number})", "abs({number})", "({number} if {truth} else {number})") * 2,
        *("min({number}, {number})", "max({number}, {number}, {number})"),
        *("mean({number}, {number})", "mean({number}, {number}, {number})"),
        *("round_to({number}, {step})", "round_up_to({number}, {step})"),
        *("round_down_to({number}, {step})", "round_to({number}, {number})"),
        *("remainder({number}, {divisor})", "remainder({number}, {number})"),
        *("previous(coefficient, 1)", "mean_of_previous(coefficient, 3)", "rate", "none"),
        *('rate["b"]', "rate[{choice}]", "count({list})", "as_number({text})"),
        *("({length} / {length})", "({days} / {days})", "({number} * none)", "({number} * 0)"),
    ),
    "amount": (
        *("({amount} + {amount})", "({amount} - {amount})", "({amount} * {number})") * 2,
        *(
            "({amount} / {number})",
            "({amount} / {divisor})",
            "({number} * {amount})",
            "({amount} * 0)",
        ),
        *("(-{amount})", "abs({amount})", "({amount} if {truth} else {amount})"),
        *("min({amount}, {amount})", "max({amount}, {amount})", "mean({amount}, {amount})"),
        *("round_to({amount}, {step})", "round_up_to({amount}, {step})"),
        *("round_down_to({amount}, {step})", "remainder({amount}, {amount})"),
        *("grid", 'grid["b"]', "previous(ceiling, 1)", "mean_of_previous(ceiling, 3)"),
    ),
    "truth": (
        *("({number} {relation} {number})", "({amount} {relation} {amount})") * 2,
        *("({date} {relation} {date})", "({days} {relation} {days})"),
        *("({number} {order} {number} {relation} {number})", "({date} {order} {date} <= {date})"),
        *("({truth} and {truth})", "({truth} or {truth})", "(not {truth})") * 2,
        *("({truth} and {truth} and {truth})", "({truth} or {truth} or {truth})"),
        *("({truth} if {truth} else {truth})", "({truth} {equality} {truth})"),
        *("({choice} {equality} {choice})", '({choice} {equality} "a")'),
        *('({choice} {membership} ["a", "b"])', "({number} {membership} [1, 2, 0.5])"),
        *("({text} {equality} {text})", "like({text}, {pattern})"),
        *('("x" {membership} {list})', '("z" {membership} {list})'),
        *("({optional} == nothing)", "({optional} != nothing)"),
    ),
    "date": (
        *("({date} if {truth} else {date})", "min({date}, {date})", "max({date}, {date})"),
        *("add_days({date}, {days})", "add_months({date}, {months})"),
        "add_years({date}, {years})",
    ),
    "text": (
        *("({text} if {truth} else {text})", "replace({text}, {text}, {text})"),
        *("characters({text}, 1, {length})", "characters({text}, {length}, 4)"),
    ),
    "choice": ("({choice} if {truth} else {choice})",),
    "days": ("days_between({date}, {date})", "({days} * {number})", "({days} * 0)"),
    "months": ("(-{months})", "({months} / 3)", "({months} * {number})"),
    "years": ("age_on({date}, {date})", "({years} / 2)", "({years} * {number})"),
    "length": ("length({text})", "({length} * 0)", "max({length}, {length})"),
}

# What stands at the end of a formula, when it is no name.
_LITERALS: dict[str, tuple[str, ...]] = {
    "number": ("0", "1", "2", "7", "0.5", "0.01", "12.34", "0.333", "(2.5 %)", "-1", "99999999"),
    "truth": ("true", "false"),
    "date": ("2019-01-31", "2020-02-29", "2099-12-31"),
    "text": ('"ab"', '"0"', '""', '"12"'),
    "divisor": ("2", "3", "7", "0.1", "-3", "0.7"),
    "step": ("1", "0.01", "0.05", "3", "0.3", "2.5", "1000"),
    "relation": ("<", "<=", ">", ">=", "==", "!="),
    "order": ("<", "<="),
    "equality": ("==", "!="),
    "membership": ("in", "not in"),
    "pattern": ('"#*"', '"?b*"', '"*"', '"[ab]*"', '"[!0]?"', '"##"', '"a.b"'),
}


class Formulas:
    """Formulas over the names that are known so far: each name is added under its sort."""

    def __init__(self, pick: random.Random, names: dict[str, tuple[str, ...]]) -> None:
        self._pick = pick
        self._names = {sort: list(known) for sort, known in names.items()}

    def know(self, name: str, sort: str) -> None:
        """Let formulas read a name from now on."""
        self._names[sort].append(name)

    def name(self, sort: str) -> str:
        """Return one of the names of a sort."""
        return self._pick.choice(self._names[sort])

    def of(self, sort: str, depth: int) -> str:
        """Return a formula of a sort, its parts nested at most so deep."""
        forms = _FORMS.get(sort)
        if forms is None or depth == 0 or self._pick.random() < _SMALLEST_NEXT:
            return self._end(sort)
        form = self._pick.choice(forms)
        return _SLOT.sub(lambda slot: self.of(slot[1], depth - 1), form)

    def _end(self, sort: str) -> str:
        literals = _LITERALS.get(sort)
        if literals and (sort not in self._names or self._pick.random() < 0.25):
            return self._pick.choice(literals)
        return self.name(sort)
