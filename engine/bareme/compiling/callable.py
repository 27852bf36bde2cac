"""A compiled rulebook to call: fast where it can be, and else judged as `evaluate` judges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bareme import calendar
from bareme.compiling import runtime
from bareme.compiling.function import Function
from bareme.situation import merged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bareme.result import Answer
    from bareme.rulebook import Rules


class Compiled:
    """Situations to answers, by one function made of the rules in force.

    Called as `Rules.evaluate` is, it returns a dict of the answers to the outputs asked for,
    without the trace. What the function refuses is judged again by `evaluate`, so that the
    refusal, or the answer, is the same. `given` are the rules that the function takes in place of
    what serves to compute them: a rule that is given for the first time makes it anew.
    """

    __slots__ = ("_made", "main_only", "outputs", "rules")

    def __init__(
        self, rules: Rules, outputs: tuple[str, ...], main_only: bool, given: frozenset[str]
    ) -> None:
        self.rules, self.outputs, self.main_only = rules, outputs, main_only
        self._take(given)

    def _take(self, given: frozenset[str]) -> None:
        """Make the function that takes some rules; all at once, for threads that call it."""
        code = Function(self.rules, self.outputs, self.main_only, given)
        self._made = (given, code, _executed(code))

    @property
    def given(self) -> frozenset[str]:
        """The rules that the function takes."""
        return self._made[0]

    @property
    def function(self) -> Callable[..., dict[str, Answer]]:
        """The function itself, of names and values: raises `Refused` for all it cannot judge."""
        made: Callable[..., dict[str, Answer]] = self._made[2]
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return (Compiled, (self.rules, self.outputs, self.main_only, self.given))

    def __repr__(self) -> str:
        return f"<Compiled {self.rules.book.name} on {self.rules.date}: {', '.join(self.outputs)}>"

    def module(self) -> str:
        """Return the text of a Python module that answers the same, and needs no other."""
        from bareme.compiling.module import module

        return module(self.rules, self._made[1])

    @property
    def never(self) -> bool:
        """Whether nobody can be answered: a figure is not known on that date."""
        return self._made[1].pieces[self.outputs[0]].base == "never"

    def __call__(
        self, situation: Mapping[str, object] | None = None, /, **values: object
    ) -> dict[str, Answer]:
        """Judge one situation; raises as `Rules.evaluate` does."""
        if situation:
            values = merged(situation, values) if values else situation  # type: ignore[assignment]
        try:
            found: dict[str, Answer] = self._made[2](**values)
        except Exception:  # noqa: BLE001  # whatever it is, `evaluate` tells it, or answers
            new = (values.keys() & self.rules.book.definition.rules.keys()) - self.given
        else:
            return found
        if new:
            self._take(self.given | new)
            return self(values)
        result = self.rules.evaluate(values, outputs=None if self.main_only else self.outputs)
        return {name: result[name] for name in result.outputs}


def _executed(function: Function) -> Any:
    """Return the function that some code defines."""
    space: dict[str, Any] = {**vars(calendar), **vars(runtime)}
    constants = [f"{name} = {code}" for name, code in function.constants().items()]
    exec("\n".join([*constants, *function.lines()]), space)  # noqa: S102  # code written here
    return space["evaluate"]
