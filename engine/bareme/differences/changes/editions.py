"""All the changes between two states of a rulebook, each told once."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from bareme.calendar import add_years
from bareme.differences.changes.documents import (
    example_changes,
    input_changes,
    output_changes,
    rulebook_changes,
)
from bareme.differences.changes.figures import figure_changes, figures_on
from bareme.differences.changes.readers import looked_into, readers
from bareme.differences.changes.rules import rule_changes, rules_on
from bareme.differences.changes.said import is_word
from bareme.differences.model import Change, Facet, Said

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bareme.differences.changes.moment import Moment
    from bareme.differences.model import Subject
    from bareme.model import Definition, Example, Input, Parameter, Rule

    Placed: TypeAlias = Input | Parameter | Rule


def edition_changes(
    before: Definition,
    after: Definition,
    examples: tuple[Sequence[Example], Sequence[Example]],
    renames: Mapping[str, str],
) -> tuple[Change, ...]:
    """Return what differs between two editions; `before` is told with the new names."""
    found = chain(
        rulebook_changes(before, after),
        _renamed(before, after, renames),
        figure_changes(before, after),
        input_changes(before, after),
        rule_changes(before, after),
        output_changes(before, after),
        example_changes(after, *examples),
    )
    return tuple(_with_dependents(found, before, after))


def date_changes(before: Moment, after: Moment) -> tuple[Change, ...]:
    """Return what differs between what is in force on two days."""
    found = [*figures_on(before, after), *rules_on(before, after)]
    if before.made is not after.made:
        found += input_changes(before.made, after.made)
        found += output_changes(before.made, after.made)
    return tuple(_with_dependents(found, before.made, after.made))


def concerns(change: Change, made: Definition, day: dt.date) -> bool:
    """Tell whether a change counts on a day, as one of the sides has it."""
    if change.since is None:
        return True
    if change.subject == "figure":
        parameter = made.parameters.get(change.name)
        days = [day, *(add_years(day, -back) for back in looked_into(made).get(change.name, ()))]
        held = (parameter.in_force(each) for each in days) if parameter else ()
        return any(figure is not None and figure.start == change.since for figure in held)
    rule = made.rules.get(change.name)
    if rule is None:
        return False
    if change.subject == "published":
        published = rule.prevailing(day)
        return published is not None and published.start == change.since
    variant = rule.in_force(day)
    return variant is not None and variant.start == change.since


def is_of_words(change: Change) -> bool:
    """Tell whether a change changes no answer by its nature: nor does the edition."""
    words = (facet.aspect == "version" or is_word(facet) for facet in change.facets)
    return change.subject == "example" or all(words)


def _renamed(before: Definition, after: Definition, renames: Mapping[str, str]) -> Iterator[Change]:
    """Give the names that are believed to be others; `before` has the new ones already."""
    for old, new in renames.items():
        subject, one, other = _named(before, after, new)
        facet = Facet("name", "", Said(old, one.place), Said(new, other.place))
        origin = after.borrowed.get(new, after.name)
        at = (after.label_of(new), origin, None)
        yield Change(subject, "renamed", new, *at, (facet,), former=old, kind=after.kind_of(new))


def _named(before: Definition, after: Definition, name: str) -> tuple[Subject, Placed, Placed]:
    """Return what a name stands for on both sides."""
    if name in after.parameters:
        return "figure", before.parameters[name], after.parameters[name]
    if name in after.inputs:
        return "input", before.inputs[name], after.inputs[name]
    return "rule", before.rules[name], after.rules[name]


def _with_dependents(
    changes: Iterable[Change], before: Definition, after: Definition
) -> Iterator[Change]:
    """Give changes with the names that read what they change, directly or not, in the order of the
    rulebook.
    """
    reading = readers(before), readers(after)
    for change in changes:
        reached: set[str] = set()
        pending = [change.name] if change.subject not in {"rulebook", "example"} else []
        while pending:
            name = pending.pop()
            new = {reader for side in reading for reader in side.get(name, ())} - reached
            reached |= new
            pending += new
        order = dict.fromkeys([*after.rules, *before.rules])
        yield replace(change, dependents=tuple(name for name in order if name in reached))
