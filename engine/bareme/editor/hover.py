"""What is to know of the word under the cursor, in Markdown: its label, its value in force, its
text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme import words
from bareme.editor.cursor import pointed_at
from bareme.editor.evaluating import fixed_value
from bareme.editor.functions import meaning
from bareme.editor.names import names_of
from bareme.editor.roles import Role, name_of_value
from bareme.editor.schema import description_at
from bareme.language.functions import FUNCTIONS
from bareme.reading.scalars import parse_date
from bareme.translation import tr

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bareme.editor.cursor import Pointed
    from bareme.editor.names import Named
    from bareme.editor.workspace import Document
    from bareme.model import Citation, Definition, Input, Parameter, Rule
    from bareme.reading.tree import Span
    from bareme.rulebook import Rulebook

_NAMES = frozenset({Role.DECLARED, Role.NAME, Role.LENT, Role.FORMULA, Role.CELL})
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to know of a word, in Markdown, and where the word stands."""

    markdown: str
    span: Span


def hover(document: Document, offset: int, today: dt.date) -> Told | None:
    """Return what is to know of what stands at an offset; None where there is nothing to tell.

    Figures are told as they are in force on the date under which the word stands, else `today`.
    """
    pointed = pointed_at(document, offset)
    if pointed is None:
        return None
    lines = "\n\n".join(_lines(document, pointed, today))
    return Told(lines, pointed.span) if lines else None


def _lines(document: Document, pointed: Pointed, today: dt.date) -> Iterator[str]:
    role, word = pointed.role, pointed.word
    if role is Role.FORMULA and word in FUNCTIONS and not pointed.is_quoted:
        yield f"`{tr(FUNCTIONS[word].usage)}`"
        yield meaning(word)
    elif role is Role.KEY:
        if description := description_at(document.kind, (*pointed.path, word)):
            yield f"`{word}`"
            yield plain(description)
    elif role in {Role.VALUE, Role.CHOICE, Role.FORMULA, Role.CELL} and (
        called := _choice(document, pointed)
    ):
        yield f"`{word}` — {plain(called)}"
    elif role in _NAMES and not pointed.is_quoted:
        yield from _name(document, word, _date(pointed) or today)


def _date(pointed: Pointed) -> dt.date | None:
    """Return the date under which a word stands."""
    dates = (parse_date(step) for step in pointed.path if isinstance(step, str))
    return next((date for date in dates if date is not None), None)


def _choice(document: Document, pointed: Pointed) -> str:
    """Return what a word is called as a choice; empty when it is none."""
    names = names_of(document.book)
    if pointed.role in {Role.VALUE, Role.CELL}:
        named = names.get(name_of_value(pointed.path))
        return named.choices.get(pointed.word, "") if named else ""
    if pointed.role is Role.FORMULA and not pointed.is_quoted and pointed.word in names:
        return ""
    labels = (named.choices.get(pointed.word) for named in names.values())
    return next((label for label in labels if label), "")


def _name(document: Document, name: str, day: dt.date) -> Iterator[str]:
    book = document.book.rulebook
    known = book.definition if book is not None else None
    if known is None or known.kind_of(name) is None:
        lender = (
            document.book._replace(name=names.origin) if (names := _known(document, name)) else None
        )
        lent = lender.rulebook if lender is not None else None
        if lent is not None and name in lent.definition.parameters:
            yield from _figure(lent.definition, lent.definition.parameters[name], day)
        elif names is not None:
            yield _heading(name, names.label, names.sort_of_value)
        return
    assert book is not None
    if name in known.parameters:
        yield from _figure(known, known.parameters[name], day)
    elif name in known.inputs:
        yield from _input(known.inputs[name])
    else:
        yield from _rule(book, known.rules[name], day)


def _known(document: Document, name: str) -> Named | None:
    return names_of(document.book).get(name)


def _heading(name: str, label: str, of: str) -> str:
    heading = f"**{plain(label or name)}**"
    return f"{heading} ({plain(of)})" if of else heading


def _figure(made: Definition, parameter: Parameter, day: dt.date) -> Iterator[str]:
    yield _heading(parameter.name, parameter.label, str(parameter.kind.unit or ""))
    figure = parameter.in_force(day)
    if figure is None:
        last = parameter.figures[-1]
        message = tr("Pas de valeur en vigueur le {date}.", date=words.date(day))
        yield message
        figure = last if last.start <= day else parameter.figures[0]
    since = words.date(figure.start)
    for choice, value in figure.by_choice.items():
        told = words.amount(value, parameter.kind.unit)
        if choice:
            told = tr("{choice} : {value}", choice=plain(choice), value=told)
        yield tr("{value}, depuis le {date}", value=f"**{told}**", date=since)
    yield from _cited(figure.citation)
    if parameter.by:
        yield tr("Selon {name}.", name=f"`{parameter.by}`")
    if origin := made.borrowed.get(parameter.name):
        yield tr("Emprunté à {rulebook}.", rulebook=f"`{origin}`")
    if parameter.note:
        yield plain(parameter.note)


def _input(asked: Input) -> Iterator[str]:
    yield _heading(asked.name, asked.label, str(asked.kind.unit or asked.type))
    yield plain(asked.question)
    for name, label in asked.choices.items():
        yield f"- `{name}` — {plain(label)}"
    if asked.default is not None:
        default = words.quantity(asked.default, asked.kind, asked.choices)
        yield tr("À défaut de réponse : {value}", value=plain(default))
    yield from _cited(asked.citation)


def _rule(book: Rulebook, rule: Rule, day: dt.date) -> Iterator[str]:
    yield _heading(rule.name, rule.label, str(rule.kind.unit or ""))
    variant = rule.in_force(day)
    if variant is None:
        yield tr("En vigueur à partir du {date}.", date=words.date(rule.variants[0].start))
        variant = rule.variants[0]
    shown = []
    for case in variant.cases[:_MOST]:
        condition = f"{case.when.text} → " if case.when else ""
        shown.append(f"{condition}{case.then.text}")
    more = ["…"] if len(variant.cases) > _MOST else []
    yield "\n".join(["```", *shown, *more, "```"])
    value = fixed_value(book, rule.name, day)
    if value is not None:
        yield tr("{value}, le {date}", value=f"**{plain(value)}**", date=words.date(day))
    yield from _cited(variant.citation if variant.citation.reference else rule.citation)


_MOST = 8  # cases of a rule: more would fill the screen


def _cited(citation: Citation) -> Iterator[str]:
    if citation.reference:
        yield tr("Texte : {reference}", reference=plain(citation.reference))
    if citation.provenance:
        yield tr(words.PROVENANCES[citation.provenance])
    if citation.note:
        yield plain(citation.note)


def plain(text: str) -> str:
    """Return a text as Markdown shows it as it is."""
    return re.sub(r"[ \t\r\n]+", " ", text.strip()).translate(_MARKS)
