"""A YAML document as it was written: every scalar as text, every node with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bareme.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text of a file, in characters from its beginning; the end is excluded."""

    start: int
    end: int


NOWHERE = Span(0, 0)  # of what is in no file


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `plain` when it stands without quotes on one line, as figures and dates do. Its
    `span` is what is written, quotes included.
    """

    text: str
    plain: bool
    place: Place
    span: Span = NOWHERE

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written (or YAML's `null`, which says the same)."""
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and what stands under it."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; no key stands twice. The `span` ends with the last
    of them, or with the brace that closes them.
    """

    entries: tuple[Entry, ...]
    place: Place
    span: Span = NOWHERE

    def get(self, key: str) -> Node | None:
        """Return what stands under `key`."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None

    def key_place(self, key: str) -> Place:
        """Return the place of `key` itself; of the whole mapping when it is not there."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.key.place
        return self.place


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items in the order of the file."""

    items: tuple[Node, ...]
    place: Place
    span: Span = NOWHERE


Node: TypeAlias = Scalar | Mapping | Sequence


def find(root: Node, path: Iterable[str | int]) -> Node:
    """Follow keys and indices from `root` down; stops where the path leaves the tree."""
    node = root
    for step in path:
        below: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            below = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int):
            below = node.items[step]
        if below is None:
            return node
        node = below
    return node
