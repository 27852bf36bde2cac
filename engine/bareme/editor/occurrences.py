"""Where names stand in the files of a rulebook, to the character: never within a text or a word.

Only files that can be read are looked at: an occurrence may be replaced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.diagnostics import Place
from bareme.editing.edits import span_of
from bareme.editor.roles import Role, role_of_key, role_of_value
from bareme.editor.workspace import KINDS, Document
from bareme.language.grammar import RESERVED
from bareme.language.places import stretch, text_place, written_at
from bareme.reading.tree import Mapping, Scalar, Sequence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.editor.outline import Path
    from bareme.editor.workspace import Book
    from bareme.reading.tree import Node

_WORD = re.compile(r"(?<![\w.])[a-z]\w*")
_NO_NAMES = re.compile(r"\"[^\"\\]*\"|'[^'\\]*'")
_COMPARED = re.compile(r"(?:<=|>=|<|>|==|!=)\s*([a-z][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name in a file: `lender` is the rulebook it is borrowed from where that is said."""

    document: Document
    name: str
    span: Span
    declares: bool = False
    lender: str = ""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name and the rulebook that declares it."""

    book: Book
    name: str

    @property
    def where(self) -> tuple[tuple[Book, bool], ...]:
        """The rulebooks it stands in, each with whether it is lent to it."""
        readers = (b for b in self.book.borrowers if b.uses.get(self.name) == self.book.name)
        return ((self.book, False), *((reader, True) for reader in readers))


def symbol(book: Book, name: str) -> Symbol:
    """Return what a name stands for in a rulebook: a borrowed one, what its owner declares."""
    origin = book.uses.get(name)
    return Symbol(book._replace(name=origin) if origin else book, name)


def occurrences(wanted: Symbol) -> tuple[Occurrence, ...]:
    """Return every place where a name stands, the one that declares it first."""
    found = [
        occurrence
        for book, _ in wanted.where
        for occurrence in occurrences_in(book)
        if occurrence.name == wanted.name and occurrence.lender in {"", wanted.book.name}
    ]
    return tuple(sorted(found, key=lambda occurrence: not occurrence.declares))


def occurrences_in(book: Book) -> Iterator[Occurrence]:
    """Give every name in the files of a rulebook that can be read."""
    for kind in KINDS:
        tree = book.tree(kind)
        if tree is not None:
            yield from _within(Document(book, kind), tree, ())


def _within(document: Document, node: Node, path: Path) -> Iterator[Occurrence]:
    if isinstance(node, Mapping):
        role = role_of_key(document.kind, path)
        for entry in node.entries:
            if role in {Role.DECLARED, Role.NAME}:
                declares = role is Role.DECLARED
                yield _at(document, entry.key, declares=declares)
            yield from _within(document, entry.value, (*path, entry.key.text))
    elif isinstance(node, Sequence):
        for rank, item in enumerate(node.items):
            yield from _within(document, item, (*path, rank))
    else:
        yield from _in_scalar(document, node, path)


def _in_scalar(document: Document, node: Scalar, path: Path) -> Iterator[Occurrence]:
    role = role_of_value(document.kind, path)
    if role is Role.NAME:
        yield _at(document, node)
    elif role is Role.LENT:
        yield _at(document, node, lender=str(path[-2]))
    elif role is Role.CELL and (match := _COMPARED.fullmatch(node.text.strip())):
        start = node.text.index(match[1])
        yield from _part(document, node, match[1], start)
    elif role is Role.FORMULA:
        bare = _NO_NAMES.sub(lambda found: " " * len(found.group()), node.text)
        for match in _WORD.finditer(bare):
            if match.group() not in RESERVED:
                yield from _part(document, node, match.group(), match.start())


def _at(
    document: Document, scalar: Scalar, *, declares: bool = False, lender: str = ""
) -> Occurrence:
    quotes = 0 if document.text[scalar.span.start : scalar.span.end] == scalar.text else 1
    span = Span(scalar.span.start + quotes, scalar.span.end - quotes)
    return Occurrence(document, scalar.text, span, declares, lender)


def _part(document: Document, scalar: Scalar, name: str, start: int) -> Iterator[Occurrence]:
    """Give a name within a text, where it is found there as it is."""
    text = " ".join(scalar.text.splitlines())
    place = stretch(text_place(scalar), text, start, len(name))
    if written_at(place) == name:
        here = Place(place.source, place.line, place.column, place.end_column)
        yield Occurrence(document, name, span_of(here))
