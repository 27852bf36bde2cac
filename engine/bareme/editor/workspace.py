"""The rulebooks an editor has open: texts in place of files, and what was last understood of them.

Changed by one thread only, that of the messages; what it hands out may be used by any.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bareme.diagnostics import Report, Source
from bareme.editor.outline import outline
from bareme.loading import FILES, RulesDirectory
from bareme.reading.composing import compose
from bareme.reading.shape import check_shape
from bareme.reading.tree import Mapping

if TYPE_CHECKING:
    from pathlib import Path

    from bareme.editor.outline import Keyed
    from bareme.model import Example
    from bareme.rulebook import Rulebook

NAME = re.compile(r"[a-z][a-z0-9_]*")
KINDS = tuple(file.removesuffix(".yaml") for file in FILES)


class Document(NamedTuple):
    """A file of a rulebook: `kind` is its name without its ending."""

    book: Book
    kind: str

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.book.path(self.kind)

    @property
    def text(self) -> str:
        """What the editor shows of it, else what is on the disk; empty when there is no file."""
        return self.book.workspace.text(self.path)


class Book(NamedTuple):
    """A rulebook of a workspace, by the directory of its directory."""

    workspace: Workspace
    rules: Path
    name: str

    def path(self, kind: str) -> Path:
        """Return where one of its files lies."""
        return self.rules / self.name / f"{kind}.yaml"

    def outline(self, kind: str) -> tuple[Keyed, ...]:
        """Return the keys of one of its files."""
        return outline(self.workspace.text(self.path(kind)))

    def tree(self, kind: str) -> Mapping | None:
        """Return one of its files, read; None when it cannot be, or has not the right shape."""
        return _tree(self.workspace.text(self.path(kind)), kind)

    @property
    def uses(self) -> dict[str, str]:
        """The figures it borrows, by name, each with the rulebook it comes from."""
        found: dict[str, str] = {}
        for keyed in self.outline("rulebook"):
            if keyed.path == ("uses",):
                found |= dict.fromkeys(NAME.findall(keyed.value), keyed.key)
        return found

    @property
    def borrowers(self) -> tuple[Book, ...]:
        """The rulebooks that borrow from this one."""
        others = (Book(self.workspace, self.rules, name) for name in self.neighbours)
        return tuple(other for other in others if self.name in other.uses.values())

    @property
    def neighbours(self) -> tuple[str, ...]:
        """The names of the other rulebooks of its directory."""
        return tuple(name for name in RulesDirectory(self.rules).names() if name != self.name)

    @property
    def directory(self) -> RulesDirectory:
        """The directory as the editor shows it, whatever is typed from now on."""
        texts = self.workspace.texts.items()
        unsaved = ((path, text) for path, text in texts if path.parent.parent == self.rules)
        return RulesDirectory(self.rules, unsaved=tuple(unsaved))

    @property
    def rulebook(self) -> Rulebook | None:
        """The rulebook as it was when it last made sense; None when it never did."""
        return self.workspace.understood(self).rulebook

    @property
    def examples(self) -> tuple[Example, ...]:
        """Its examples, as they were when their file last made sense."""
        return self.workspace.understood(self).examples


@dataclass(slots=True)
class _Understood:
    """What was last understood of a rulebook, and of which state of the files."""

    stamp: object = None
    rulebook: Rulebook | None = None
    examples: tuple[Example, ...] = ()


@dataclass(slots=True, eq=False)
class Workspace:
    """The texts that are open, by the paths of their files."""

    texts: dict[Path, str] = field(default_factory=dict)
    _understood: dict[tuple[Path, str], _Understood] = field(default_factory=dict)

    def document(self, path: Path) -> Document | None:
        """Return the file of a rulebook at a path; None for any other file."""
        if path.name not in FILES or not path.parent.name:
            return None
        return Document(Book(self, path.parent.parent, path.parent.name), path.stem)

    def text(self, path: Path) -> str:
        """Return what a file reads, as the editor shows it; empty when there is none."""
        unsaved = self.texts.get(path)
        return _on_disk(path, _written(path)) if unsaved is None else unsaved

    def understood(self, book: Book) -> _Understood:
        """Return what was last understood of a rulebook, read anew where anything changed."""
        known = self._understood.setdefault((book.rules, book.name), _Understood())
        stamp = self.stamp(book)
        return known if known.stamp == stamp else self.keep(book, stamp, *read(book))

    def keep(
        self, book: Book, stamp: object, rulebook: Rulebook | None, examples: tuple[Example, ...]
    ) -> _Understood:
        """Keep what was understood of a rulebook, in a state of the files; what it made no sense
        of stays as it was.
        """
        known = self._understood.setdefault((book.rules, book.name), _Understood())
        known.stamp = stamp
        known.rulebook = rulebook or known.rulebook
        known.examples = examples or known.examples
        return known

    def stamp(self, book: Book) -> object:
        """Return what changes when anything the rulebook is read from does."""
        lent = (Book(self, book.rules, name).path("parameters") for name in book.uses.values())
        paths = (*map(book.path, KINDS), *lent)
        return tuple(self.texts.get(path) or _written(path) for path in paths)


def read(book: Book) -> tuple[Rulebook | None, tuple[Example, ...]]:
    """Return a rulebook and its examples, where they make sense as they are now."""
    directory, report = book.directory, Report()
    return directory.read(book.name, report), directory.examples(book.name, report)


def _written(path: Path) -> tuple[int, int]:
    """Return when a file was last written, and its size; nothing for one that is not there."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=64)
def _on_disk(path: Path, written: tuple[int, int]) -> str:
    del written  # a file written since is another
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


@lru_cache(maxsize=128)
def _tree(text: str, kind: str) -> Mapping | None:
    report = Report()
    root = compose(Source(kind, text), report)
    sound = root is not None and check_shape(root, kind, report)
    return root if sound and isinstance(root, Mapping) else None
