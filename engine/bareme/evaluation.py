"""One situation to values: each rule computed when it is first asked for, and only then.

The walk is lazy and exact. It remembers, for each rule, which case was chosen and what each
finisher made of the value: enough for `explanation` to tell the calculation again.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from bareme.domains.errors import CalculationError
from bareme.domains.exact import ExactWalker, round_to
from bareme.lazy import FRAMES, LazyValues, TooDeep

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Mapping

    from bareme.domains.exact import Value
    from bareme.model import Variant
    from bareme.program import Procedure, Program
    from bareme.reading.scalars import Number

_KEPT = 50  # values: a fixed rule that needs more of them is computed anew


class Finish(NamedTuple):
    """What a finisher did (`floor`, `cap`, `round`, `published`), its bound, the value after."""

    how: str
    bound: Number
    value: Number


class Step(NamedTuple):
    """How one rule got its value: the variant, the cases that gave it (indices: one, or all those
    a list collected), the value before the finishers, and what each of those that counted did.
    """

    name: str
    variant: Variant
    chosen: tuple[int, ...]
    raw: Value
    finishes: tuple[Finish, ...]
    value: Value


@dataclass(frozen=True, slots=True)
class Settled:
    """What a fixed rule gives: every value it needs, its own included, and how each came about."""

    values: Mapping[str, Any]
    steps: Mapping[str, Step]


class MissingInput(Exception):  # not an error of the situation until it is reported
    """An input without default was asked for and not given."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class RuleFailed(Exception):  # carries a CalculationError to the edge
    """A calculation that has no result, with the rule it stands in."""

    def __init__(self, rule: str | None, cause: CalculationError) -> None:
        super().__init__(rule, cause)
        self.rule, self.cause = rule, cause


class _Walkers(threading.local):
    """One walker a thread for each program: a walker holds the names under way."""

    def __init__(self) -> None:
        self.current: tuple[Program, ExactWalker] | None = None

    def of(self, program: Program) -> ExactWalker:
        current = self.current
        if current is None or current[0] is not program:
            current = self.current = (program, ExactWalker(program.domain))
        return current[1]


_WALKERS = _Walkers()


class Evaluation(LazyValues):
    """The values of one situation: those given, then each of the others when it is asked for.

    `steps` are the rules computed, in the order in which they were completed.
    """

    __slots__ = ("_fixed", "_lacking", "_walk", "steps")

    def __init__(self, program: Program, given: Mapping[str, Value]) -> None:
        super().__init__(program, given)
        self.steps: dict[str, Step] = {}
        self._lacking: dict[str, str] = {}
        # A fixed rule that is given changes those that depend on it: none is settled then.
        self._fixed = program.fixed if program.fixed.isdisjoint(given) else frozenset()

    def compute(self, names: Iterable[str]) -> None:
        """Compute the values of `names` and of what they need.

        Raises MissingInput and RuleFailed; what was computed until then is kept.
        """
        walker = _WALKERS.of(self._program)
        before, walker.names = walker.names, self
        self._walk = walker.walk
        try:
            self.settle(names)
        finally:
            walker.names = before

    def __missing__(self, name: str) -> Value:
        if name in self._fixed and self._settled(name):
            return self[name]  # type: ignore[no-any-return]  # values are untyped inside
        procedure = self._program.procedures.get(name)
        value = self._other(name) if procedure is None else self._apply(name, procedure)
        self[name] = value
        return value

    def _settled(self, name: str) -> bool:
        """Take over what a fixed rule gives to everyone; tell whether it is kept."""
        program = self._program
        if name not in program.settled:
            alone = Evaluation(program, {})
            alone._fixed = frozenset()  # another of this class
            alone.compute([name])
            settled: Settled | None = Settled(dict(alone), alone.steps)
            if len(alone) <= _KEPT:
                program.settled[name] = settled
            else:  # taken over this once, and not tried again for what it rests on
                program.settled.update(dict.fromkeys(alone.steps))
        else:
            settled = program.settled[name]
        if settled is None:
            return False
        self.update(settled.values)
        self.steps.update(settled.steps)
        return True

    def _other(self, name: str) -> Value:
        """Return the value of a figure, or the default of an input."""
        program = self._program
        if name in program.constants:
            return program.constants[name]
        asked = program.definition.inputs.get(name)
        if asked is not None:
            if asked.default is None:
                raise MissingInput(name)
            return asked.default
        try:
            if name in program.definition.parameters:
                program.figure(name)
            rule = program.definition.rules.get(name)
            if rule is not None:
                first = rule.variants[0].start
                raise CalculationError(
                    "rule-before-first", name=name, label=rule.label, date=program.day, first=first
                )
            raise CalculationError("figure-by-choice", name=name)
        except CalculationError as cause:
            raise RuleFailed(None, cause) from None

    def _apply(self, name: str, procedure: Procedure) -> Value:
        # As LazyValues does, but with what may go wrong: one call less for each rule.
        frames = self._frames
        if frames > FRAMES:
            raise TooDeep(name)
        self._frames = frames + procedure.frames
        if name in self._lacking:
            raise MissingInput(self._lacking[name])
        try:
            value = self._run(name, procedure)
        except CalculationError as cause:
            raise RuleFailed(name, cause) from None
        except MissingInput as missing:
            self._lacking[name] = missing.name  # several outputs may ask for it in turn
            raise
        self._frames = frames
        return value

    def _run(self, name: str, procedure: Procedure) -> Value:
        walk = self._walk
        if procedure.collects:
            return self._collect(name, procedure)
        for index, branch in enumerate(procedure.branches):  # noqa: B007  # used after the loop
            if branch.when is None or walk(branch.when):
                break
        else:
            raise CalculationError("no-case-holds")
        raw = value = walk(branch.then)
        finishes: list[Finish] = []
        if value is not None:
            for floor, cap in ((branch.floor, branch.cap), (procedure.floor, procedure.cap)):
                if floor is not None or cap is not None:
                    value = self._clamp(value, floor, cap, finishes)
            if procedure.round is not None:
                rounded = round_to(value, procedure.round)
                if rounded != value:
                    finishes.append(Finish("round", procedure.round, rounded))
                value = rounded
        published = procedure.published
        if published is not None and published.value != value:
            value = published.value
            finishes.append(Finish("published", value, value))
        self.steps[name] = Step(name, procedure.variant, (index,), raw, tuple(finishes), value)
        return value  # type: ignore[no-any-return]  # the walker is untyped

    def _collect(self, name: str, procedure: Procedure) -> Value:
        """Return the names of all the items that hold."""
        walk = self._walk
        branches = enumerate(procedure.branches)
        chosen = tuple(i for i, branch in branches if branch.when is None or walk(branch.when))
        held = (i for i in procedure.items if i in chosen)
        value: tuple[str, ...] = tuple(walk(procedure.branches[i].then) for i in held)
        self.steps[name] = Step(name, procedure.variant, chosen, value, (), value)
        return value

    def _clamp(
        self,
        value: Number,
        floor: ast.expr | None,
        cap: ast.expr | None,
        finishes: list[Finish],
    ) -> Number:
        """Raise to the floor, then bring down to the cap: the cap has the last word."""
        if floor is not None:
            bound = self._walk(floor)
            if value < bound:
                value = bound
                finishes.append(Finish("floor", bound, value))
        if cap is not None:
            bound = self._walk(cap)
            if value > bound:
                value = bound
                finishes.append(Finish("cap", bound, value))
        return value
