"""Rulebooks with something altered at random: sound ones, and the same for the same seed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import bareme

if TYPE_CHECKING:
    import random

    from bareme.model import Definition, Figure, Parameter, Rule, Variant
    from bareme.reading.scalars import Number


def altered(book: bareme.Rulebook, pick: random.Random, times: int) -> bareme.Rulebook:
    """Return a rulebook in which so many figures, rules or inputs say something else."""
    made = book.definition
    for _ in range(times):
        made = pick.choice([_figure, _rule, _rule, _input])(made, pick)
    return bareme.Rulebook(made)


def _with(made: Definition, sort: str, named: Any) -> Definition:
    return replace(made, **{sort: {**getattr(made, sort), named.name: named}})  # type: ignore[arg-type]


def _figure(made: Definition, pick: random.Random) -> Definition:
    if not made.parameters:
        return made
    parameter: Parameter = pick.choice(list(made.parameters.values()))
    place, factor = pick.randrange(len(parameter.figures)), Fraction(pick.randint(50, 150), 100)

    def scaled(value: Number) -> Number:
        found = value * factor
        return int(found) if found.denominator == 1 else found

    def changed(figure: Figure) -> Figure:
        value = figure.value
        if isinstance(value, (int, Fraction)):
            return replace(figure, value=scaled(value))
        return replace(figure, value={choice: scaled(own) for choice, own in value.items()})

    figures = list(parameter.figures)
    figures[place] = changed(figures[place])
    return _with(made, "parameters", replace(parameter, figures=tuple(figures)))


def _rule(made: Definition, pick: random.Random) -> Definition:
    rule: Rule = pick.choice(list(made.rules.values()))
    place = pick.randrange(len(rule.variants))
    variants = list(rule.variants)
    variants[place] = _variant(variants[place], pick)
    published = rule.published if pick.random() < 0.7 else ()
    return _with(made, "rules", replace(rule, variants=tuple(variants), published=published))


def _variant(variant: Variant, pick: random.Random) -> Variant:
    if len(variant.cases) > 2 and not variant.collects and pick.random() < 0.5:
        first, second, *others = variant.cases
        return replace(variant, cases=(second, first, *others), ordered=True)
    if variant.floor is not None or variant.cap is not None:
        without = replace(variant, floor=None), replace(variant, cap=None)
        return pick.choice(without)
    return replace(variant, round=Fraction(1, 10) if variant.round is not None else None)


def _input(made: Definition, pick: random.Random) -> Definition:
    defaulted = [own for own in made.inputs.values() if isinstance(own.default, bool)]
    bounded = [
        replace(own, minimum=own.minimum + 1)
        for own in made.inputs.values()
        if isinstance(own.minimum, (int, Fraction))
    ]
    if bounded and pick.random() < 0.3:
        return _with(made, "inputs", pick.choice(bounded))
    if not defaulted:
        return made
    one = pick.choice(defaulted)
    return _with(made, "inputs", replace(one, default=not one.default))
