"""Some rows to values: the rules of one version, each computed once for all rows that need it."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.columns.choosing import choose
from bareme.columns.column import (
    MISSING,
    UNDECIDED,
    Column,
    blend,
    either,
    flaw_of,
    flawed,
    spread,
    unusable,
)
from bareme.columns.numbers import round_to
from bareme.domains.columns import Columns, Vocabulary
from bareme.domains.exact import ExactWalker
from bareme.domains.exact import round_to as exact_round_to
from bareme.evaluation import Evaluation, RuleFailed
from bareme.lazy import LazyValues

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from bareme.program import Branch, Procedure, Program


class _Walkers(threading.local):
    """One domain and its walker a thread for each program: both hold the rows under way."""

    def __init__(self) -> None:
        self.known: dict[Program, tuple[Columns, ExactWalker]] = {}

    def of(self, program: Program) -> tuple[Columns, ExactWalker]:
        found = self.known.get(program)
        if found is None:
            if len(self.known) >= _KEPT:
                self.known.clear()
            domain = Columns(program.domain, partial(_figure, program))
            found = self.known[program] = domain, ExactWalker(domain)
        return found


_KEPT = 64  # programs: the versions of some rulebooks
_WALKERS = _Walkers()


class ColumnEvaluation(LazyValues):
    """The values of `size` rows, judged by one version of a rulebook.

    `given` holds what is the same on every row as it is, the rest as columns. Rows on which a
    value is nothing lack it: an input may have a default, and a rule is computed there.
    """

    __slots__ = ("_domain", "_fixed", "_partly", "_size", "_vocabulary", "_walk", "_walker")

    def __init__(
        self, program: Program, given: Mapping[str, Any], size: int, vocabulary: Vocabulary
    ) -> None:
        lacking = {name for name, value in given.items() if _lacks(value)}
        super().__init__(program, {k: v for k, v in given.items() if k not in lacking})
        self._partly = {name: given[name] for name in lacking}
        self._size, self._vocabulary = size, vocabulary
        # As for one person: a fixed rule that is given changes those that depend on it.
        self._fixed = program.fixed if program.fixed.isdisjoint(given) else frozenset()
        self._domain, self._walker = _WALKERS.of(program)
        self._walk = self._walker.walk

    def column(self, name: str, base: str) -> Column:
        """Return a value as a column; what is plain is spread over the rows."""
        domain, walker = self._domain, self._walker
        domain.begin(self._size, self._vocabulary)
        walker.names = self
        try:
            self.settle([name])
            value = self[name]
            if isinstance(value, Column):
                return value
            return spread(domain.coded(value), self._size, base)
        finally:  # they outlive these rows
            domain.begin(0, Vocabulary())
            walker.names = {}

    def _other(self, name: str) -> Any:
        program = self._program
        if name in program.constants:
            return program.constants[name]
        asked = program.definition.inputs.get(name)
        kind = program.definition.kind_of(name)
        assert kind is not None
        base = _base(kind.base)
        if asked is None:
            return unusable(base, self._size, UNDECIDED)
        missing = asked.default is None
        value = unusable(base, self._size, MISSING) if missing else asked.default
        return self._completed(name, value)

    def _completed(self, name: str, value: Any) -> Any:
        """Return what was given of a name, and `value` on the rows that lack it."""
        given = self._partly.get(name)
        if given is None:
            return value
        whole = given._replace(nothing=None)
        return choose(~given.nothing, whole, self._domain.coded(value), given.base)

    def _apply(self, name: str, procedure: Procedure) -> Any:
        if name in self._fixed:
            value = self._same_for_all(name)
            if value is not self:
                return value
        return self._completed(name, super()._apply(name, procedure))

    def _same_for_all(self, name: str) -> Any:
        """Return what a rule gives that depends on no input; `self` when it cannot be said."""
        settled = self._program.settled.get(name)
        if settled is not None:
            return settled.values[name]
        evaluation = Evaluation(self._program, {})
        try:
            evaluation.compute([name])
        except RuleFailed:
            return self
        return evaluation[name]

    def _run(self, name: str, procedure: Procedure) -> Any:
        base = _base(self._program.definition.rules[name].kind.base)
        if procedure.collects:
            return self._collect(procedure)
        value = self._first(procedure, base)
        value = self._finish(value, procedure.floor, procedure.cap)
        if procedure.round is not None:
            value = self._rounded(value, procedure.round)
        if procedure.published is not None:
            return flawed(procedure.published.value, flaw_of(value), self._size, base)
        return value

    def _first(self, procedure: Procedure, base: str) -> Any:
        """Return the result of the first branch that holds, row by row."""
        left: Any = None  # the rows no branch has taken yet; None while that is all
        remaining = self._size
        parts: list[tuple[Any, Any]] = []
        flaw: Any = None
        for branch in procedure.branches:
            holds = True if branch.when is None else self._walk(branch.when)
            if not isinstance(holds, Column):
                if not holds:
                    continue
                taken, count = left, remaining
            else:
                taken = holds.data
                if holds.flaw is not None:
                    broken = holds.flaw if left is None else holds.flaw * left
                    flaw = either(flaw, broken)
                    sound = broken == 0
                    taken = taken & sound
                    left = sound if left is None else left & sound
                    remaining = int(np.count_nonzero(left))
                taken = taken if left is None else left & taken
                count = int(np.count_nonzero(taken))
            if count:
                parts.append((taken, self._result(branch)))
                remaining -= count
                if not remaining:
                    break
                left = ~taken if left is None else left ^ taken
        return self._merged(parts, left if remaining else None, flaw, base)

    def _merged(self, parts: list[tuple[Any, Any]], lost: Any, flaw: Any, base: str) -> Any:
        """Return the branches' results as one; rows that none took (`lost`) are left undecided."""
        if flaw is None and len(parts) == 1 and lost is None:
            return parts[0][1]
        found = unusable(base, self._size, UNDECIDED)
        for index, (taken, value) in enumerate(reversed(parts)):
            coded = self._domain.coded(value)
            if index:
                found = choose(taken, coded, found, base)
            else:  # what no branch took is marked below
                found = coded if isinstance(coded, Column) else spread(coded, self._size, base)
        own = found.flaw
        if lost is not None:
            undecided = lost * np.int8(UNDECIDED)
            own = undecided if own is None else blend(lost, undecided, own)
        return found._replace(flaw=either(flaw, own))

    def _result(self, branch: Branch) -> Any:
        return self._finish(self._walk(branch.then), branch.floor, branch.cap)

    def _finish(self, value: Any, floor: ast.expr | None, cap: ast.expr | None) -> Any:
        """Raise to the floor, then bring down to the cap; what is nothing stays nothing."""
        for tree, act in ((floor, "max"), (cap, "min")):
            if tree is None or value is None:
                continue
            bounded = self._domain.functions[act](value, self._walk(tree))
            value = _with_nothing(bounded, value)
        return value

    def _rounded(self, value: Any, step: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, Column):
            return exact_round_to(value, step)
        return _with_nothing(round_to(value, step), value)

    def _collect(self, procedure: Procedure) -> Any:
        """Return the items of a list, a mask each."""
        masks: dict[str, Any] = {}
        flaw: Any = None
        for branch in procedure.branches:
            holds = True if branch.when is None else self._walk(branch.when)
            flaw = either(flaw, flaw_of(holds))
            name = self._walk(branch.then)
            masks[name] = (
                holds.data if isinstance(holds, Column) else np.full(self._size, bool(holds))
            )
        return Column("list", masks, flaw=flaw)


def _with_nothing(found: Any, before: Any) -> Any:
    """Return a value bounded or rounded, nothing where there was nothing, no flaw there either."""
    if not isinstance(before, Column) or before.nothing is None:
        return found
    flaw = found.flaw
    if flaw is not None:
        own = np.zeros(1, np.int8) if before.flaw is None else before.flaw
        flaw = blend(before.nothing, own, flaw)
    return found._replace(nothing=before.nothing, flaw=flaw)


def _figure(program: Program, name: str) -> Mapping[str, Any]:
    values = program.figure(name).value
    assert not isinstance(values, int)
    return values  # type: ignore[return-value]  # by a choice, see the grammar


def _lacks(value: Any) -> bool:
    return isinstance(value, Column) and value.nothing is not None


def _base(base: str) -> str:
    return "text" if base == "choice" else base
