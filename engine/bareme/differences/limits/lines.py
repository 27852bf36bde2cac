"""A walk over a whole rulebook along one input: where it goes, and where it would go elsewhere.

A `Walk` is the evaluation of one situation, exact, with the path it took: every decision of every
rule. `stretches` follows one input from a point on, and cuts it where the path changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from bareme.domains.errors import CalculationError
from bareme.domains.exact import ExactWalker
from bareme.domains.lines import LESS, MORE, Line, Lines, line
from bareme.evaluation import Evaluation, MissingInput, RuleFailed
from bareme.reading.scalars import Number, simplest

if TYPE_CHECKING:
    import ast
    from collections.abc import Collection, Iterable, Iterator

    from bareme.domains.exact import Value
    from bareme.program import Procedure, Program

Path = Mapping[str, tuple[Any, ...]]


class Axis(NamedTuple):
    """An input from a value on, in `length` steps; the step of a date is in days. `closed` where
    it can go no further.
    """

    name: str
    origin: Any
    step: Number
    length: int
    closed: bool = False

    def at(self, steps: Number) -> Any:
        """Return the value so many steps further."""
        if isinstance(self.origin, dt.date):
            return self.origin + dt.timedelta(days=int(steps * self.step))
        return simplest(Fraction(self.origin + steps * self.step))


class Walk(Evaluation):
    """One situation, walked: `read` are the inputs that were asked for, with what they are worth;
    `path` what each rule decided; `refused` the outputs without answer, and why.

    From here, the path is sure to be the same for `same` steps; see `Lines`.
    """

    __slots__ = (
        "_domain",
        "_filling",
        "_known",
        "again",
        "flip",
        "path",
        "read",
        "refused",
        "same",
    )

    def __init__(
        self,
        program: Program,
        domain: Lines,
        known: Mapping[str, Any],
        filling: Mapping[str, Value],
    ) -> None:
        inputs = program.definition.inputs
        super().__init__(program, {name: known[name] for name in known if name not in inputs})
        self._domain, self._known, self._filling = domain, known, filling
        self.read: dict[str, Any] = {}
        self.path: dict[str, tuple[Any, ...]] = {}
        self.refused: dict[str, str] = {}

    def along(self, walker: ExactWalker, outputs: Iterable[str]) -> None:
        """Compute the outputs, each as far as it can be."""
        domain = self._domain
        domain.begin()
        walker.names = self
        self._walk = walker.walk
        for name in outputs:
            try:
                self.settle([name])
            except RuleFailed as failed:
                self.refused[name] = failed.cause.code
            except MissingInput:
                self.refused[name] = "missing-input"
        self.same, self.again, self.flip = domain.same, domain.again, domain.flip
        if self.refused:
            self.path[""] = tuple(self.refused.items())

    def _other(self, name: str) -> Any:
        asked = self._program.definition.inputs.get(name)
        if asked is None:
            return super()._other(name)
        for values in (self._known, self._filling):
            if name in values:
                value = self.read[name] = values[name]
                return value
        if asked.default is None:
            raise MissingInput(name)
        self.read[name] = asked.default
        return asked.default

    def _run(self, name: str, procedure: Procedure) -> Any:
        domain = self._domain
        before, domain.path = domain.path, []
        try:
            if procedure.collects:
                return self._gathered(procedure)
            return self._given_by(procedure)
        finally:
            self.path[name] = tuple(domain.path)
            domain.path = before

    def _given_by(self, procedure: Procedure) -> Any:
        domain, walk = self._domain, self._walk
        for index, branch in enumerate(procedure.branches):  # noqa: B007  # used after the loop
            if branch.when is None or walk(branch.when):
                break
        else:
            raise CalculationError("no-case-holds")
        domain.path.insert(0, index)
        value = walk(branch.then)
        if value is not None:
            for floor, cap in ((branch.floor, branch.cap), (procedure.floor, procedure.cap)):
                value = self._bounded(value, floor, LESS)
                value = self._bounded(value, cap, MORE)
            if procedure.round is not None:
                value = domain.functions["round_to"](value, procedure.round)
        return value if procedure.published is None else procedure.published.value

    def _bounded(self, value: Any, bound: ast.expr | None, beyond: tuple[bool, bool, bool]) -> Any:
        if bound is None:
            return value
        limit = self._walk(bound)
        return limit if self._domain.decide(beyond, value, limit) else value

    def _gathered(self, procedure: Procedure) -> Any:
        """Return the items that hold; the path tells each of them apart."""
        domain, walk = self._domain, self._walk
        trail, chosen = domain.path, []
        for index, branch in enumerate(procedure.branches):
            domain.path = []
            try:
                holds = branch.when is None or bool(walk(branch.when))
                domain.path.append(holds)
            finally:
                trail.append(tuple(domain.path))
                domain.path = trail
            if holds:
                chosen.append(index)
        return tuple(walk(procedure.branches[i].then) for i in procedure.items if i in chosen)


class Walker:
    """Walks the rules of a program, as often as asked. `filling` stands in for inputs that a
    situation lacks; those it lacks too have their default.
    """

    def __init__(self, program: Program, outputs: Collection[str]) -> None:
        self.program, self.outputs = program, tuple(outputs)
        self._domain = Lines(program.domain)
        self._walker = ExactWalker(self._domain)
        self.filling: dict[str, Value] = {}
        self.walks = 0

    def walk(self, known: Mapping[str, Value], axis: Axis | None = None, steps: Number = 0) -> Walk:
        """Return the walk of a situation, or so many steps along an axis."""
        self.walks += 1
        values: Mapping[str, Any] = known
        if axis is not None:
            values = {**known, axis.name: line(axis.at(steps), axis.step)}
        made = Walk(self.program, self._domain, values, self.filling)
        made.along(self._walker, self.outputs)
        if axis is not None and axis.name in made.read:
            made.read[axis.name] = axis.at(steps)
        return made


class Stretch(NamedTuple):
    """From the step `first` to `last` of an axis the path is that of `walk`, at the first. `flip`
    is where exactly it changes, at the last or before the next, where that is known.
    """

    first: int
    last: int
    walk: Walk
    flip: Number | None


def stretches(walker: Walker, known: Mapping[str, Value], axis: Axis) -> Iterator[Stretch]:
    """Give the stretches of an axis on which the path is the same, in order.

    Where all is straight none is missed, whatever its length. Elsewhere a limit is found by
    bisection, wherever the path at both ends differs.
    """
    first = walker.walk(known, axis)
    start = 0
    while True:
        last, flip, following = _end(walker, known, axis, start, first)
        yield Stretch(start, last, first, flip)
        if following is None:
            return
        start, first = last + 1, following


def _end(
    walker: Walker, known: Mapping[str, Value], axis: Axis, start: int, first: Walk
) -> tuple[int, Number | None, Walk | None]:
    """Return the last step of a stretch, where exactly it ends, and the walk of the next step."""
    here, at = first, start
    while at < axis.length:
        sure = axis.length if here.same is None else min(at + here.same, axis.length)
        ahead = axis.length if here.again is None else min(at + here.again, axis.length)
        there = walker.walk(known, axis, ahead)
        if there.path == first.path:
            here, at = there, ahead
            continue
        if sure == ahead:  # the end, and something else there that no decision foretold
            sure = at
        while ahead - sure > 1:
            middle = (sure + ahead) // 2
            between = walker.walk(known, axis, middle)
            if between.path == first.path:
                sure = middle
            else:
                there, ahead = between, middle
        known_place = here.flip is not None and sure == at + (here.same or 0)
        return sure, at + here.flip if known_place else None, there  # type: ignore[operator]
    return axis.length, None, None


def exact(walk: Walk, name: str) -> Value:
    """Return what a walk gives for a name where it stands; None where it is refused."""
    value = None if name in walk.refused else walk[name]
    return value.value if isinstance(value, Line) else value
