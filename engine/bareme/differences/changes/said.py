"""What one side says of something, as a person reads it: values, formulas, texts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from bareme.differences.model import Facet, Said
from bareme.language.normal import marked, normal
from bareme.translation import SOURCE, speaking
from bareme.words import quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bareme.diagnostics import Place
    from bareme.domains.exact import Value
    from bareme.language.expression import Expression
    from bareme.language.kinds import Kind
    from bareme.model import Citation

T = TypeVar("T")

# What is said of things beside what they compute.
_WORDS = frozenset(
    {
        *("label", "question", "note", "reference", "provenance", "because"),
        *("title", "description", "name"),
    }
)


def worth(
    value: Value,
    kind: Kind,
    place: Place | None,
    citation: Citation | None = None,
    choices: Mapping[str, str] | None = None,
) -> Said:
    """Return a value as it is said."""
    reference = citation.reference if citation else None
    say = partial(quantity, value, kind, choices)
    if value is None:  # nothing: only its words tell it from what is not said
        return replace(worded(say, place), reference=reference)
    return Said(say(), place, value, reference)


def worded(say: Callable[[], str], place: Place | None) -> Said:
    """Return what is said in words; it is known by those of the source, whichever language is
    spoken.
    """
    with speaking(SOURCE):
        known_by = say()
    return Said(say(), place, known_by=known_by)


def told(text: object, place: Place | None) -> Said | None:
    """Return a text, a name, a date as it is said; None where nothing is."""
    return None if text is None or text == "" else Said(str(text), place)


def formula(expression: Expression | None, reference: str | None = None) -> Said | None:
    """Return a formula in its one way of being written."""
    if expression is None:
        return None
    return Said(normal(expression.tree), expression.place, None, reference)


def is_word(facet: Facet) -> bool:
    """Tell whether a facet changes no answer by its nature; the label of a choice is a word."""
    relabelled = facet.before is not None and facet.after is not None
    return facet.aspect in _WORDS or (facet.aspect == "choice" and relabelled)


def facet(aspect: str, before: Said | None, after: Said | None, part: str = "") -> Iterator[Facet]:
    """Give a facet where the two sides say something else."""
    if before != after and (before is None or after is None or before.text != after.text):
        yield Facet(aspect, part, before, after)


def both(
    aspect: str, sides: tuple[T | None, T | None], say: Callable[[T], Said | None], part: str = ""
) -> Iterator[Facet]:
    """Give a facet where what is to be said of two things differs."""
    before, after = (None if side is None else say(side) for side in sides)
    yield from facet(aspect, before, after, part)


def formulas(
    aspect: str, before: Expression | None, after: Expression | None, part: str = ""
) -> Iterator[Facet]:
    """Give a facet where two formulas differ in more than their spelling, what differs marked."""
    one, other = formula(before), formula(after)
    if one is None or other is None:
        yield from facet(aspect, one, other, part)
    elif one.text != other.text:
        assert before is not None
        assert after is not None
        texts = marked(before.tree, after.tree)
        yield Facet(aspect, part, Said(texts[0], one.place), Said(texts[1], other.place))


class Cited(Protocol):
    """What rests on a text."""

    @property
    def citation(self) -> Citation:
        """The text."""

    @property
    def place(self) -> Place:
        """Where it stands."""


def citations(before: Cited, after: Cited) -> Iterator[Facet]:
    """Give facets where what two things rest on differs: reference, credit or note."""
    for aspect in ("reference", "provenance", "note"):
        yield from both(aspect, (before, after), partial(_cited, aspect))


def _cited(aspect: str, cited: Cited) -> Said | None:
    return told(getattr(cited.citation, aspect), cited.place)
