"""Which rules read a name, and how far back: in any of their variants."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.language.expression import Expression
    from bareme.model import Definition


def readers(made: Definition) -> dict[str, set[str]]:
    """Return the rules that read a name themselves, on the day or some years back, by name."""
    found: dict[str, set[str]] = {}
    for rule, expression in _expressions(made):
        for name in expression.reads:
            found.setdefault(name, set()).add(rule)
    return found


def looked_into(made: Definition) -> dict[str, set[int]]:
    """Return how many years back formulas look into figures, by figure."""
    found: dict[str, set[int]] = {}
    for _, expression in _expressions(made):
        for figure, back in expression.history:
            found.setdefault(figure, set()).add(back)
    return found


def _expressions(made: Definition) -> Iterator[tuple[str, Expression]]:
    for rule in made.rules.values():
        for variant in rule.variants:
            for expression in variant.expressions:
                yield rule.name, expression
