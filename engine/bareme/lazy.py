"""Names to values, each computed when it is first asked for: whatever a value is.

What a rule gives is up to the subclass, which knows the domain; here is only the order: lazy,
each rule once, and without a deep stack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bareme.program import Procedure, Program

# How many Python frames nested rules may take before the evaluation starts again from the
# innermost one: chains of thousands of rules then need no deep stack.
FRAMES = 180


class TooDeep(Exception):  # flow of control, never reaches a caller
    """The stack is deep enough: begin again from `name`."""

    def __init__(self, name: str, certain: bool = True) -> None:
        super().__init__(name)
        self.name, self.certain = name, certain


class LazyValues(dict[str, Any]):
    """The values given, then each of the others when it is asked for.

    A subclass says what a rule gives (`_run`), and what a name is worth that no rule in force
    computes (`_other`).
    """

    __slots__ = ("_frames", "_program")

    def __init__(self, program: Program, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self._program = program
        self._frames = 0

    def settle(self, names: Iterable[str]) -> None:
        """Compute the values of `names` and of what they need."""
        for name in names:
            pending = [name]
            while pending:
                self._frames = 0
                try:
                    self[pending[-1]]
                except TooDeep as deeper:
                    pending.append(deeper.name)
                else:
                    pending.pop()

    def __missing__(self, name: str) -> Any:
        procedure = self._program.procedures.get(name)
        value = self._other(name) if procedure is None else self._apply(name, procedure)
        self[name] = value
        return value

    def _apply(self, name: str, procedure: Procedure) -> Any:
        frames = self._frames
        if frames > FRAMES:
            raise TooDeep(name)
        self._frames = frames + procedure.frames
        value = self._run(name, procedure)
        self._frames = frames
        return value

    def _other(self, name: str) -> Any:
        """Return the value of a figure or an input, or of a rule not in force."""
        raise NotImplementedError

    def _run(self, name: str, procedure: Procedure) -> Any:
        """Return what a rule gives."""
        raise NotImplementedError
