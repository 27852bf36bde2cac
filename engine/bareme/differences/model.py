"""What differs between two states of a rulebook, as frozen data; every format is written from it.

Nothing here reads, computes or finds words. Values are exact (`int`, `Fraction`, texts, dates…),
`None` is *nothing*; amounts are in the unit of what they are the value of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from bareme.reading.scalars import as_number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from bareme.diagnostics import Diagnostic, Place, Severity
    from bareme.domains.exact import Value
    from bareme.language.kinds import Kind
    from bareme.model import Definition
    from bareme.reading.scalars import Number

Subject: TypeAlias = Literal[
    "rulebook", "figure", "input", "rule", "published", "output", "example"
]
How: TypeAlias = Literal["added", "removed", "renamed", "changed"]
Origin: TypeAlias = Literal["situation", "examples", "limits", "population"]
Fate: TypeAlias = Literal[
    "gain", "lose", "appear", "vanish", "other", "refused", "answered", "same"
]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two states: a rulebook as it stands somewhere, on a date or over its whole
    period. `label` is how it is called: a date, a revision, a directory.
    """

    label: str
    rulebook: str
    title: str
    edition: str
    fingerprint: str
    date: dt.date | None

    @staticmethod
    def of(made: Definition, label: str, date: dt.date | None = None) -> Side:
        """Return the side that a definition is."""
        return Side(label, made.name, made.title, made.edition, made.fingerprint, date)


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says, as a person reads it, and where.

    `value` is the exact value where it is one. In a formula the parts that differ from the other
    side stand between `⟦` and `⟧`. `known_by` is what tells a text of words from another, whichever
    language they are in; empty where it is the text itself.
    """

    text: str
    place: Place | None = field(default=None, compare=False, repr=False)
    value: Value = None
    reference: str | None = None
    known_by: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that a change changes: what is said of it before, and after.

    `aspect` is a stable word (`value`, `unit`, `formula`, `when`, `then`, `case`, `order`, `floor`,
    `cap`, `round`, `type`, `default`, `minimum`, `maximum`, `choice`, `reference`, `label`…);
    `part` tells which one, where there are several: the choice of a value, the condition of a
    case; empty for the whole.
    """

    aspect: str
    part: str
    before: Said | None
    after: Said | None

    @property
    def change(self) -> Number | None:
        """How much more there is after; None where it is not two numbers."""
        before, after = _number(self.before), _number(self.after)
        return None if before is None or after is None else after - before

    @property
    def ratio(self) -> Number | None:
        """That, as a part of what there was before; None where there was nothing."""
        change, before = self.change, _number(self.before)
        return None if change is None or not before else Fraction(change) / before


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who has accepted a finding, and why: a line of the review file."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is remarkable in a change: a stable code, its level, and the facts of the case."""

    code: str
    level: Severity
    facts: Mapping[str, str]
    accepted: Acceptance | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Which outputs a change moves, alone or with others; or why it moves none.

    `why` is None where `outputs` is not empty, else one of `unread` (no output depends on it),
    `outside` (what it changes is in force on no day that is compared), `words` (it changes no
    answer by its nature), `published` (a published amount stands in for the formula), `same` (the
    `cases` tried give the same answers), `unknown` (a figure of the day from which it counts is not
    known yet), `incomparable` (one of the sides cannot be evaluated).
    `date` is the first day on which it counts, where there is one.
    """

    outputs: tuple[str, ...] = ()
    why: str | None = None
    date: dt.date | None = None
    cases: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One change, told once: of a figure from a date on, of a rule's variant, of an input, of what
    is published, of an output, of an example, or of the rulebook itself.

    `origin` is the rulebook that writes it, which is another for a borrowed figure. `former` is
    the name before, for what is believed to be renamed. `since` is the day from which it holds;
    None where it always does. `dependents` are the names that read it, directly or not.
    """

    subject: Subject
    how: How
    name: str
    label: str
    origin: str
    since: dt.date | None
    facets: tuple[Facet, ...]
    former: str | None = None
    kind: Kind | None = None
    dependents: tuple[str, ...] = ()
    reach: Reach = Reach()
    findings: tuple[Finding, ...] = ()
    fingerprint: str = ""

    @property
    def place(self) -> Place | None:
        """Where to look: in what is said after, or else before."""
        for facet in self.facets:
            for said in (facet.after, facet.before):
                if said is not None and said.place is not None:
                    return said.place
        return None

    @property
    def level(self) -> Severity | None:
        """The gravest level of its findings that nobody has accepted."""
        return max((f.level for f in self.findings if f.accepted is None), default=None)


@dataclass(frozen=True, slots=True)
class Part:
    """What one change brings to a total, alone, or several beyond what each brings: the
    interaction. `names` are those of the changed figures and rules.
    """

    names: tuple[str, ...]
    amount: Number


@dataclass(frozen=True, slots=True)
class Derived:
    """A rule that is the same for everyone, and moves because something else does."""

    name: str
    label: str
    kind: Kind
    before: Value
    after: Value
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a side answers: a value, or a refusal with its code and its words."""

    value: Value = None
    refusal: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """A person to whom it happens: the situation as a command line writes it, what each side
    answers, why, and the command that shows it again. `example` is its name, where it is one.
    """

    fate: Fate
    situation: Mapping[str, str]
    before: Answer
    after: Answer
    parts: tuple[Part, ...]
    command: str
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """How much an answer moves, and as a part of what it was; None where it was nothing."""

    amount: Number
    ratio: Number | None


@dataclass(frozen=True, slots=True)
class OutputEffect:
    """What becomes of one output: `counts` says to how many persons what happens.

    Those who gain or lose have a number on both sides; `appear` from nothing (no answer, zero,
    false, an empty list) to something, `vanish` the other way; `other` is another value that is
    neither more nor less; `refused` and `answered` begin and cease to be refused. Everyone counts
    once. `total` is the sum of all that numbers move, `parts` where it comes from; `smallest`,
    `median` and `largest` are over those whose number moves, by size.
    """

    name: str
    label: str
    kind: Kind
    counts: Mapping[Fate, int]
    smallest: Shift | None
    median: Shift | None
    largest: Shift | None
    total: Number | None
    parts: tuple[Part, ...]
    witnesses: tuple[Witness, ...]

    @property
    def moves(self) -> bool:
        """Whether anyone is answered otherwise."""
        return any(count for fate, count in self.counts.items() if fate != "same")


@dataclass(frozen=True, slots=True)
class Group:
    """Persons of one origin, judged by both sides. `rejected` are refused by both alike."""

    origin: Origin
    size: int
    rejected: int
    outputs: tuple[OutputEffect, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a curve: `output` goes straight from `start` to `end` of the input, both
    included; of one point where they are the same.
    """

    start: Number
    end: Number
    at_start: Number
    at_end: Number


@dataclass(frozen=True, slots=True)
class Curve:
    """An output over one input, all else being `given`, before and after. A stretch on which
    nothing is answered is left out.
    """

    output: str
    label: str
    kind: Kind
    input: str
    input_label: str
    input_kind: Kind
    given: Mapping[str, str]
    before: tuple[Segment, ...]
    after: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions held against each other: that in force before and that after, each on a day.

    `until` is the last day on which the same holds. `before_edition` tells that the version before
    is that of the first side; else both are of the second, and the day before is compared: nothing
    could be answered for these days until now. `names` are the figures and rules that differ.
    """

    before: dt.date
    after: dt.date
    until: dt.date | None
    before_edition: bool
    names: tuple[str, ...]
    derived: tuple[Derived, ...]
    groups: tuple[Group, ...]
    curves: tuple[Curve, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A figure from a date on; `new` where only the second side says so."""

    date: dt.date
    value: Number
    new: bool
    before: Number | None = None


@dataclass(frozen=True, slots=True)
class History:
    """All the values of a changed figure, as the second side knows them; `part` is the choice.
    `before` is what the first side said, where it said another.
    """

    name: str
    part: str
    label: str
    kind: Kind
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two states of one rulebook.

    A side is None where the rulebook is not there, or cannot be read: `unreadable` then says why.
    `as_of` is the day that tells the past from what is to come. `population` are the effects on a
    table of people, each judged on their own date.
    """

    rulebook: str
    before: Side | None
    after: Side | None
    as_of: dt.date
    changes: tuple[Change, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    population: Group | None = None
    histories: tuple[History, ...] = ()
    unreadable: tuple[Diagnostic, ...] = ()

    @property
    def level(self) -> Severity | None:
        """The gravest level of all findings that nobody has accepted."""
        levels = (change.level for change in self.changes)
        return max((level for level in levels if level is not None), default=None)


@dataclass(frozen=True, slots=True)
class Differences:
    """The differences of several rulebooks, between two labels: dates, revisions, directories."""

    before: str
    after: str
    items: tuple[Difference, ...]


def _number(said: Said | None) -> Number | None:
    return None if said is None else as_number(said.value)
