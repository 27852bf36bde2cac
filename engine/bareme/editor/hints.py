"""What the followed example gives, beside the rules, the inputs and the figures it goes through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme import words
from bareme.editing.edits import span_of
from bareme.editor.evaluating import follow
from bareme.editor.texts import line_end
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.diagnostics import Place
    from bareme.editor.evaluating import Followed
    from bareme.editor.workspace import Book, Document
    from bareme.model import Example


@dataclass(frozen=True, slots=True)
class Hint:
    """A value to show at an offset, and what it is worth knowing of it."""

    offset: int
    text: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class Lens:
    """A line above which an example may be chosen, and whether it is the one followed."""

    offset: int
    title: str
    example: str
    followed: bool


def example_of(book: Book, chosen: str | None) -> Example | None:
    """Return the example that is followed: the chosen one, else the first."""
    examples = book.examples
    return next((e for e in examples if e.name == chosen), examples[0] if examples else None)


def hints(document: Document, chosen: str | None) -> tuple[Hint, ...]:
    """Return what the followed example gives, at the ends of the lines of a document."""
    book, example = document.book.rulebook, example_of(document.book, chosen)
    followed = follow(book, example) if book is not None and example is not None else None
    if followed is None:
        return ()
    tooltip = tr(
        "Exemple suivi : {name} ({date})",
        name=followed.example.name,
        date=words.date(followed.date),
    )
    ends = _ends(document, followed)
    return tuple(Hint(offset, f"= {text}", tooltip) for offset, text in sorted(ends.items()))


def _ends(document: Document, followed: Followed) -> dict[int, str]:
    """Return the values to show, by the offset at which each is."""
    text = document.text
    found: dict[int, str] = {}
    sections = {"parameters": ((),), "rulebook": (("inputs",), ("rules",))}
    for keyed in document.book.outline(document.kind):
        if keyed.path in sections.get(document.kind, ()):
            value = _value(followed, keyed.key)
            if value is not None:
                found[line_end(text, keyed.span.end)] = value
    if document.kind == "rulebook":
        for place, value in _cases(followed):
            if place.source.text == text:
                found.setdefault(line_end(text, span_of(place).start), value)
    return found


def _value(followed: Followed, name: str) -> str | None:
    """Return the value of a name in words; None when the example gives it none."""
    result = followed.result
    if name in result:
        return result.words(name)
    figure = result.program.figures.get(name)
    parameter = result.program.definition.parameters.get(name)
    if figure is None or parameter is None:
        return None
    amounts = (words.amount(value, parameter.kind.unit) for value in figure.by_choice.values())
    return " ; ".join(amounts)


def _cases(followed: Followed) -> Iterator[tuple[Place, str]]:
    """Give what the formula gives that decided on each rule, where that says more than the value
    of the rule: which case it was, or what it gave before the finishers.
    """
    for step in followed.steps.values():
        rule = followed.result.program.definition.rules[step.name]
        if not step.variant.collects and (len(step.variant.cases) > 1 or step.raw != step.value):
            raw = words.quantity(step.raw, rule.kind, rule.choices)
            yield step.variant.cases[step.chosen[0]].then.place, raw


def lenses(document: Document, chosen: str | None) -> tuple[Lens, ...]:
    """Return the places where an example may be chosen: above each of them, and above the rules
    the one that is followed, which gives way to the next.
    """
    examples = document.book.examples
    followed = example_of(document.book, chosen)
    if followed is None:
        return ()
    if document.kind == "examples":
        return tuple(_of_example(document, example, followed) for example in examples)
    for keyed in document.book.outline(document.kind):
        if document.kind == "rulebook" and keyed.key in {"inputs", "rules"} and not keyed.path:
            following = examples[(examples.index(followed) + 1) % len(examples)]
            title = tr("Exemple suivi : {name}", name=followed.name)
            return (Lens(keyed.span.start, title, following.name, followed=True),)
    return ()


def _of_example(document: Document, example: Example, followed: Example) -> Lens:
    here = example is followed
    title = tr("Exemple suivi") if here else tr("Suivre cet exemple")
    same = example.place.source.text == document.text
    offset = span_of(example.place).start if same else 0
    return Lens(offset, title, example.name, here)
