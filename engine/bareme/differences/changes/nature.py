"""What an input or a rule is, on whichever date: its kind, its bounds, its choices, its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from bareme.differences.changes.said import both, facet, told, worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.differences.model import Facet, Said
    from bareme.model import Input, Rule

    Named: TypeAlias = Input | Rule


def nature(one: Named, other: Named) -> Iterator[Facet]:
    """Give what differs between two inputs, or two rules."""
    sides: tuple[Named | None, Named | None] = (one, other)
    yield from facet("type", _type(one), _type(other))
    yield from facet("unit", _unit(one), _unit(other))
    for aspect in ("minimum", "maximum", "default"):
        yield from both(aspect, sides, partial(bound, aspect))
    for choice in dict.fromkeys([*one.choices, *other.choices]):
        yield from both("choice", sides, partial(choice_of, choice), choice)
    for words in ("label", "question"):
        yield from both(words, sides, partial(_words, words))


def _type(named: Named) -> Said | None:
    return told(getattr(named, "type", named.kind.base), named.place)


def _unit(named: Named) -> Said | None:
    return told(named.kind.unit, named.place)


def bound(aspect: str, named: Named) -> Said | None:
    """Return a bound of what may be given, or what is assumed where nothing is."""
    value = getattr(named, aspect, None)
    if value is None:
        return None
    return worth(value, named.kind, named.place, choices=named.choices)


def choice_of(choice: str, named: Named) -> Said | None:
    """Return the label of a choice, where there is one."""
    return told(named.choices.get(choice), named.place)


def _words(aspect: str, named: Named) -> Said | None:
    return told(getattr(named, aspect, None), named.place)
