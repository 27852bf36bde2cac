"""What is still to be asked: the inputs a situation needs, and those it may need.

Walks the rules as an evaluation would, but goes on where an input is missing: what is met on
the way is needed for sure; what stands behind a condition that cannot be decided yet is only
possible.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bareme.domains.errors import CalculationError
from bareme.domains.exact import ExactWalker, round_to
from bareme.domains.known import UNKNOWN, Known
from bareme.lazy import FRAMES, TooDeep

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Iterator, Mapping

    from bareme.domains.exact import Value
    from bareme.program import Procedure, Program


def questions(
    program: Program, given: Mapping[str, Value], names: Iterable[str], defaults: bool = True
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the missing inputs that `names` need for sure, and those they may need, in the
    order in which the rules come to them. Without `defaults`, an input that has one is missing
    like another.
    """
    inquiry = _Inquiry(program, given, defaults)
    for name in names:
        inquiry.settle(name)
    possible = tuple(name for name in inquiry.possible if name not in inquiry.needed)
    return tuple(inquiry.needed), possible


class _Inquiry:
    """One inquiry; `walker.names` is this object, so that names resolve as they are met."""

    def __init__(self, program: Program, given: Mapping[str, Value], defaults: bool) -> None:
        self._program = program
        self._defaults = defaults
        self._walker = ExactWalker(Known(program.domain, self._uncertain))
        self._walker.names = self
        self._values: dict[str, Any] = dict(given)
        self._settled_as_certain: set[str] = set(given)
        self._certain = True
        self._frames = 0
        self.needed: dict[str, None] = {}
        self.possible: dict[str, None] = {}

    @contextmanager
    def _uncertain(self) -> Iterator[None]:
        before, self._certain = self._certain, False
        try:
            yield
        finally:
            self._certain = before

    def settle(self, name: str) -> None:
        """Visit a name and what it needs, without a deep stack."""
        pending = [(name, True)]
        while pending:
            self._frames = 0
            visited, self._certain = pending[-1]
            try:
                self[visited]
            except TooDeep as deeper:
                pending.append((deeper.name, deeper.certain))
            else:
                pending.pop()

    def __getitem__(self, name: str) -> Any:
        if name in self._settled_as_certain or (not self._certain and name in self._values):
            return self._values[name]
        procedure = self._program.procedures.get(name)
        value = self._ask(name) if procedure is None else self._visit(name, procedure)
        self._values[name] = value
        if self._certain:
            self._settled_as_certain.add(name)
        return value

    def _ask(self, name: str) -> Any:
        program = self._program
        if name in program.constants:
            return program.constants[name]
        asked = program.definition.inputs.get(name)
        if asked is None:
            return UNKNOWN
        if asked.default is not None and self._defaults:
            return asked.default
        (self.needed if self._certain else self.possible)[name] = None
        return UNKNOWN

    def _visit(self, name: str, procedure: Procedure) -> Any:
        frames, certain = self._frames, self._certain
        if frames > FRAMES:
            raise TooDeep(name, certain)
        self._frames = frames + procedure.frames
        value = self._run(procedure)
        self._frames, self._certain = frames, certain
        return value

    def _run(self, procedure: Procedure) -> Any:
        if procedure.collects:
            return self._collect(procedure)
        value: Any = UNKNOWN
        decided = True
        for branch in procedure.branches:
            holds = True if branch.when is None else self._try(branch.when)
            if holds is UNKNOWN:
                decided = self._certain = False
            elif not holds:
                continue
            value = self._finish(self._try(branch.then), branch.floor, branch.cap)
            if holds is not UNKNOWN:
                break
        value = self._finish(value if decided else UNKNOWN, procedure.floor, procedure.cap)
        if not decided or value is UNKNOWN:
            return UNKNOWN
        if value is not None and procedure.round is not None:
            value = round_to(value, procedure.round)
        return value if procedure.published is None else procedure.published.value

    def _collect(self, procedure: Procedure) -> Any:
        """Return the items that hold; every condition is asked for, whatever the others say."""
        branches = procedure.branches
        holds = [True if b.when is None else self._try(b.when) for b in branches]
        if UNKNOWN in holds:
            return UNKNOWN
        return tuple(self._try(b.then) for b, held in zip(branches, holds, strict=True) if held)

    def _try(self, tree: ast.expr) -> Any:
        """Return what a formula gives; unknown when it has no result."""
        try:
            return self._walker.walk(tree)
        except CalculationError:
            return UNKNOWN

    def _finish(self, value: Any, floor: ast.expr | None, cap: ast.expr | None) -> Any:
        for bound_tree, choose in ((floor, max), (cap, min)):
            if bound_tree is None or value is None:
                continue
            bound = self._try(bound_tree)
            value = UNKNOWN if UNKNOWN in (bound, value) else choose(bound, value)
        return value
