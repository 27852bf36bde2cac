"""A name changed wherever it stands, in every file at once, or not at all.

What would come of it is checked before anything is handed out: no file that cannot be read is left
behind, no name taken, and no rulebook says anything it did not say before.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bareme.diagnostics import Severity
from bareme.editing.edits import Edit, applied
from bareme.editor.names import figures_of, names_of
from bareme.editor.navigation import symbol_at
from bareme.editor.occurrences import occurrences
from bareme.editor.workspace import KINDS, Workspace
from bareme.language.grammar import RESERVED
from bareme.translation import tr

if TYPE_CHECKING:
    from pathlib import Path

    from bareme.diagnostics import Diagnostic
    from bareme.editor.occurrences import Symbol
    from bareme.editor.workspace import Book, Document
    from bareme.reading.tree import Span

_NAME = re.compile(r"[a-z][a-z0-9_]{0,79}", re.ASCII)


class Refused(Exception):
    """A renaming that cannot be: why, in the language in use."""


def renamable(document: Document, offset: int) -> tuple[str, Span] | None:
    """Return the name at an offset that may be changed, and where it stands."""
    found = symbol_at(document, offset)
    return (found[1].word, found[1].span) if found else None


def renamed(document: Document, offset: int, new: str) -> dict[Path, tuple[Edit, ...]]:
    """Return the edits that change the name at an offset, by file. Refused when it cannot be
    changed to that, everywhere.
    """
    found = symbol_at(document, offset)
    if found is None:
        raise Refused(tr("Aucun nom à changer ici."))
    wanted, old = found[0], found[0].name
    if new == old:
        return {}
    _judge(new)
    for book, _ in wanted.where:
        _judge_book(book, wanted, new)
    edits: dict[Path, list[Edit]] = {}
    for occurrence in occurrences(wanted):
        text = occurrence.document.text
        assert text[occurrence.span.start : occurrence.span.end] == old
        edits.setdefault(occurrence.document.path, []).append(Edit(occurrence.span, new))
    result = {path: tuple(found) for path, found in edits.items()}
    _try(wanted, new, result)
    return result


def _judge(new: str) -> None:
    if not _NAME.fullmatch(new):
        raise Refused(
            tr(
                "« {name} » n'est pas un nom : minuscules sans accent, chiffres et _, en"
                " commençant par une lettre.",
                name=new,
            )
        )
    if new in RESERVED:
        raise Refused(tr("« {name} » est un mot du langage : prenez un autre nom.", name=new))


def _judge_book(book: Book, wanted: Symbol, new: str) -> None:
    """Refuse what one of the rulebooks of a name cannot follow."""
    names = names_of(book)
    if new in names or new in figures_of(book):
        message = tr("« {name} » existe déjà dans {rulebook}.", name=new, rulebook=book.name)
        raise Refused(message)
    for kind in KINDS:
        if book.workspace.text(book.path(kind)) and book.tree(kind) is None:
            file = f"{book.name}/{kind}.yaml"
            raise Refused(tr("{file} a des erreurs : corrigez-les d'abord.", file=file))
    for named in names.values():
        if named.origin != book.name and named.attributes.get("by") == wanted.name:
            raise Refused(
                tr(
                    "« {figure} », emprunté à {rulebook}, dépend de « {name} » par son nom :"
                    " il ne peut en changer ici.",
                    figure=named.name,
                    rulebook=named.origin,
                    name=wanted.name,
                )
            )


def _try(wanted: Symbol, new: str, edits: dict[Path, tuple[Edit, ...]]) -> None:
    """Check the rulebooks as they would be; Refused where one has an error it had not."""
    before = wanted.book.workspace
    texts = {path: applied(before.text(path), made) for path, made in edits.items()}
    after = Workspace({**before.texts, **texts})
    for book, _ in wanted.where:
        changed = book._replace(workspace=after)
        known = Counter(_told(wanted.name, finding) for finding in _errors(book))
        for finding in _errors(changed):
            told = _told(new, finding)
            if not known[told]:
                raise Refused(finding.message)
            known[told] -= 1


def _errors(book: Book) -> list[Diagnostic]:
    found = book.directory.check(book.name)
    return [finding for finding in found if finding.severity is Severity.ERROR]


def _told(name: str, finding: Diagnostic) -> str:
    """Return what an error says, whatever the name is that is given another."""
    return re.sub(rf"\b{re.escape(name)}\b", "…", finding.message)
