"""What a rulebook says, as frozen data: figures, inputs, rules, examples, each with its place.

Nothing here reads files or computes; `building` makes these from documents, `timeline` picks
what is in force on a date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from bareme.calendar import add_years

if TYPE_CHECKING:
    import datetime as dt

    from bareme.diagnostics import Place
    from bareme.domains.exact import Value
    from bareme.language.expression import Expression
    from bareme.language.kinds import Kind
    from bareme.reading.scalars import Number
    from bareme.reading.tree import Entry

Provenance: TypeAlias = Literal["source", "published", "computed", "general"]


@dataclass(frozen=True, slots=True)
class Citation:
    """On what a figure or a rule rests: the text, how far to trust it, what to know."""

    reference: str | None = None
    provenance: Provenance | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of a parameter from a date on; one number, or one for each choice."""

    start: dt.date
    value: Number | Mapping[str, Number]
    citation: Citation
    place: Place = field(compare=False, repr=False)
    choice_places: Mapping[str, Place] = field(compare=False, repr=False)

    @property
    def by_choice(self) -> Mapping[str, Number]:
        """Its values by choice; the one of all under the empty name."""
        return self.value if isinstance(self.value, Mapping) else {"": self.value}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure of the law and its history, oldest first."""

    name: str
    label: str
    kind: Kind
    yearly: bool
    by: str | None
    note: str | None
    figures: tuple[Figure, ...]
    place: Place = field(compare=False, repr=False)
    by_place: Place | None = field(default=None, compare=False, repr=False)

    def in_force(self, day: dt.date) -> Figure | None:
        """Return the figure of a day; None before the first, and past a yearly one's year."""
        latest = _latest(self.figures, day)
        if latest is not None and self.yearly and day >= self.end_of_year(latest):
            return None
        return latest

    @staticmethod
    def end_of_year(figure: Figure) -> dt.date:
        """Return the day from which a yearly figure no longer holds."""
        return add_years(figure.start, 1)


@dataclass(frozen=True, slots=True)
class Input:
    """Something to be known about the person."""

    name: str
    type: str
    label: str
    question: str
    kind: Kind
    minimum: Number | dt.date | None
    maximum: Number | dt.date | None
    default: Value
    choices: Mapping[str, str]
    citation: Citation
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """A result under a condition; without `when`, in every case left."""

    when: Expression | None
    then: Expression
    because: str | None
    reference: str | None
    floor: Expression | None
    cap: Expression | None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Variant:
    """A rule as it holds from a date on: the first of its cases that holds, then the finishers.

    A formula is a single case without condition, a table one case a row. A list `collects`: it
    holds the names of all its cases that hold, in their order. Unless `ordered`, no two of the
    cases exclude each other by their order alone.
    """

    start: dt.date
    cases: tuple[Case, ...]
    floor: Expression | None
    cap: Expression | None
    round: Number | None
    citation: Citation
    place: Place = field(compare=False, repr=False)
    collects: bool = False
    ordered: bool = True

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every formula of the variant, in the order in which they are evaluated."""
        found: list[Expression | None] = []
        for case in self.cases:
            found += [case.when, case.then, case.floor, case.cap]
        found += [self.floor, self.cap]
        return tuple(expression for expression in found if expression is not None)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A known difference between a published figure and its formula, and which one applies."""

    reason: str
    published_applies: bool


@dataclass(frozen=True, slots=True)
class Published:
    """What an official page prints for a rule from a date on."""

    start: dt.date
    value: Number
    citation: Citation
    discrepancy: Discrepancy | None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A result and the ways of obtaining it, dated, oldest first.

    `minimum` and `maximum` bound what may be given in its place.
    """

    name: str
    label: str
    kind: Kind
    minimum: Number | dt.date | None
    maximum: Number | dt.date | None
    choices: Mapping[str, str]
    citation: Citation
    variants: tuple[Variant, ...]
    published: tuple[Published, ...]
    place: Place = field(compare=False, repr=False)

    def in_force(self, day: dt.date) -> Variant | None:
        """Return the variant of a day; None before the first."""
        return _latest(self.variants, day)

    def published_on(self, day: dt.date) -> Published | None:
        """Return what is published for a day; None before the first."""
        return _latest(self.published, day)

    def prevailing(self, day: dt.date) -> Published | None:
        """Return the published figure that stands in for the formula on a day, if one does."""
        published = self.published_on(day)
        if published is None or published.discrepancy is None:
            return None
        return published if published.discrepancy.published_applies else None


@dataclass(frozen=True, slots=True)
class Example:
    """A situation and what the rulebook must answer, or refuse with the code `refused`."""

    name: str
    on: dt.date | None
    given: Mapping[str, Entry]
    expect: Mapping[str, Entry]
    refused: str | None
    citation: Citation
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """Everything `rulebook.yaml` and `parameters.yaml` say, with the figures borrowed.

    `borrowed` names, for each figure that comes from elsewhere, the rulebook it comes from.
    """

    name: str
    title: str
    description: str | None
    edition: str
    start: dt.date
    end: dt.date | None
    reference_date: str | None
    notes: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    borrowed: Mapping[str, str]
    inputs: Mapping[str, Input]
    rules: Mapping[str, Rule]
    outputs: tuple[str, ...]
    fingerprint: str

    def kind_of(self, name: str) -> Kind | None:
        """Return what sort of value a name stands for."""
        for named in (self.inputs, self.rules, self.parameters):
            if name in named:
                return named[name].kind
        return None

    def label_of(self, name: str) -> str:
        """Return the label of a name; the name itself when it has none."""
        for named in (self.inputs, self.rules, self.parameters):
            if name in named:
                return named[name].label
        return name


_Dated = TypeVar("_Dated", Variant, Published, Figure)


def _latest(dated: tuple[_Dated, ...], day: dt.date) -> _Dated | None:
    found = None
    for item in dated:
        if item.start > day:
            break
        found = item
    return found
