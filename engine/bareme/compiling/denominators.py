"""Over which denominator each number is, whoever is judged: known from the rules alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.compiling.order import Order
from bareme.compiling.parameters import Parameters
from bareme.compiling.rules import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bareme.rulebook import Rules


def denominators(rules: Rules, outputs: Iterable[str]) -> Mapping[str, int | None]:
    """Return, of each output that is a number, the denominator of all it may be; None where there
    is none (a division by what varies).
    """
    outputs = tuple(outputs)
    order = Order(rules.program, outputs, frozenset())
    parameters = Parameters(rules, frozenset(), order.rules)
    # Each rule as a function: all are written, in turn, and nothing has to be written again.
    statements = Statements(rules, order, parameters, frozenset(order.rules))
    statements.define()
    return {output: statements[output].denominator for output in outputs}
