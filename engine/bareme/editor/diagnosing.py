"""What `bareme check` says of a rulebook and of those that borrow from it, file by file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bareme.diagnostics import Diagnostic
    from bareme.editor.workspace import Book
    from bareme.loading import RulesDirectory


def concerned(book: Book) -> tuple[str, ...]:
    """Return the rulebooks that a change in one of them concerns: itself, and its borrowers."""
    return (book.name, *(borrower.name for borrower in book.borrowers))


def findings(directory: RulesDirectory, name: str) -> dict[Path, tuple[Diagnostic, ...]]:
    """Return all there is to say of a rulebook, by file: the same as `bareme check`, in the same
    words. What stands in no file is told at the head of `rulebook.yaml`.
    """
    head = directory.path / name / "rulebook.yaml"
    found: dict[Path, list[Diagnostic]] = {}
    for diagnostic in directory.check(name):
        place = diagnostic.place
        path = head if place is None else Path.cwd() / place.file
        found.setdefault(path, []).append(diagnostic)
    return {path: tuple(diagnostics) for path, diagnostics in found.items()}
