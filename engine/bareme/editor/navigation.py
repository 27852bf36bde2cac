"""From a name to where it is declared and used, and what a file declares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.editor.cursor import pointed_at
from bareme.editor.names import names_of
from bareme.editor.occurrences import occurrences, symbol
from bareme.editor.roles import Role, name_of_value
from bareme.editor.workspace import Document
from bareme.reading.tree import Span

if TYPE_CHECKING:
    import pathlib

    from bareme.editor.cursor import Pointed
    from bareme.editor.occurrences import Symbol
    from bareme.editor.outline import Keyed, Path

_NAMES = frozenset({Role.DECLARED, Role.NAME, Role.LENT, Role.FORMULA, Role.CELL})


@dataclass(frozen=True, slots=True)
class Location:
    """A stretch of a file."""

    path: pathlib.Path
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Declared:
    """What a file declares: its name, what it is called, the whole of it, the name alone."""

    name: str
    label: str
    what: str
    span: Span
    head: Span


def symbol_at(document: Document, offset: int) -> tuple[Symbol, Pointed] | None:
    """Return the name at an offset and what it stands for; None where there is none."""
    pointed = pointed_at(document, offset)
    if pointed is None or pointed.role not in _NAMES or pointed.is_quoted:
        return None
    book = document.book
    if pointed.role is Role.LENT:
        return symbol(book._replace(name=str(pointed.path[-2])), pointed.word), pointed
    known = pointed.role is Role.DECLARED or pointed.word in names_of(book)
    return (symbol(book, pointed.word), pointed) if known else None


def definition(document: Document, offset: int) -> Location | None:
    """Return where what stands at an offset is declared: a name, a choice, a rulebook."""
    found = symbol_at(document, offset)
    if found is not None:
        return _declaration(found[0])
    pointed = pointed_at(document, offset)
    if pointed is None:
        return None
    if pointed.role is Role.RULEBOOK:
        there = Document(document.book._replace(name=pointed.word), "rulebook")
        return Location(there.path, there.text, Span(0, 0)) if there.text else None
    return _choice(document, pointed)


def _declaration(wanted: Symbol) -> Location | None:
    for kind, paths in (("parameters", ((),)), ("rulebook", (("inputs",), ("rules",)))):
        there = Document(wanted.book, kind)
        for keyed in wanted.book.outline(kind):
            if keyed.key == wanted.name and keyed.path in paths:
                return Location(there.path, there.text, keyed.span)
    return None


def _choice(document: Document, pointed: Pointed) -> Location | None:
    """Return where a choice is declared: by the name whose value it is, else by the first."""
    names = names_of(document.book)
    wanted = ""
    if pointed.role in {Role.VALUE, Role.CELL}:
        wanted = name_of_value(pointed.path)
        same = names[wanted].attributes.get("choices", "") if wanted in names else ""
        wanted = same if same in names else wanted
    there = Document(document.book, "rulebook")
    for keyed in document.book.outline("rulebook"):
        declares = keyed.path[2:] == ("choices",) or keyed.path[-1:] == ("list",)
        if declares and keyed.key == pointed.word and wanted in {"", keyed.path[1]}:
            return Location(there.path, there.text, keyed.span)
    return None


def references(document: Document, offset: int, *, declaration: bool) -> tuple[Location, ...]:
    """Return every place where the name at an offset stands, in whichever rulebook."""
    found = symbol_at(document, offset)
    if found is None:
        return ()
    return tuple(
        Location(occurrence.document.path, occurrence.document.text, occurrence.span)
        for occurrence in occurrences(found[0])
        if declaration or not occurrence.declares
    )


def declared(document: Document) -> tuple[Declared, ...]:
    """Return what a file declares, in its order: figures, inputs and rules, or examples."""
    keys = document.book.outline(document.kind)
    labels = {keyed.path: keyed.value for keyed in keys if keyed.key == "label"}
    found = []
    for rank, keyed in enumerate(keys):
        what = _what(document.kind, keyed)
        if what:
            is_example = what == "example"
            within = keyed.path if is_example else (*keyed.path, keyed.key)
            end = next((k.span.start for k in keys[rank + 1 :] if not _is_in(k, within)), None)
            stop = len(document.text[keyed.span.start : end].rstrip())
            whole = Span(keyed.span.start, keyed.span.start + stop)
            name = keyed.value if is_example else keyed.key
            found.append(Declared(name or "…", labels.get(within, ""), what, whole, keyed.span))
    return tuple(found)


def _is_in(keyed: Keyed, path: Path) -> bool:
    return keyed.path[: len(path)] == path


_DECLARED: dict[str, dict[Path, str]] = {
    "parameters": {(): "figure"},
    "rulebook": {("inputs",): "input", ("rules",): "rule"},
    "examples": {},
}


def _what(kind: str, keyed: Keyed) -> str:
    """Return what a key declares; nothing for the others."""
    if kind == "examples" and keyed.key == "name" and keyed.path[:1] == ("examples",):
        return "example" if isinstance(keyed.path[-1], int) else ""
    return _DECLARED[kind].get(keyed.path, "")
