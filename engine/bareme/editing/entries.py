"""Entries of a mapping, put in by a splice in the manner of those beside them.

Everything goes by the stretches the composer gives; nothing is written anew that stands already.
A mapping is written line by line (a block) or between braces (flow), and so are those within it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bareme.editing.edits import Edit
from bareme.editing.quoting import quoted
from bareme.reading.tree import Mapping, Scalar, Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as MappingType

    from bareme.reading.tree import Entry, Node

# What is to stand under keys: a text, or texts by choice; the empty one is a place to fill in.
Content: TypeAlias = "MappingType[str, str | MappingType[str, str]]"

_LINE = re.compile(r"[^\r\n]*")
_AFTER = re.compile(r"(?P<comma> *,)?(?: *| +#[^\r\n]*)(?=\r?\n|$)")


def is_flow(text: str, mapping: Mapping) -> bool:
    """Tell whether a mapping stands between braces."""
    return text.startswith("{", mapping.span.start)


def line_end(text: str) -> str:
    """Return how the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def column(text: str, offset: int) -> int:
    """Return how many characters stand before an offset on its line."""
    return offset - (max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1)


@dataclass(frozen=True, slots=True)
class Manner:
    """How the entries of a mapping are written: `indent` is theirs where each has its line, None
    between braces, with `padding` inside these; `order` is that of their keys, `within` the manner
    of what is written by choice.
    """

    indent: int | None
    padding: str = ""
    order: tuple[str, ...] = ()
    within: Manner | None = None

    @staticmethod
    def of(text: str, node: Node) -> Manner:
        """Return the manner of a mapping; between braces, where there is none to follow."""
        if not isinstance(node, Mapping):
            return Manner(None)
        order = tuple(entry.key.text for entry in node.entries)
        below = [e.value for e in node.entries if isinstance(e.value, Mapping)]
        within = Manner.of(text, below[0]) if below else None
        if not is_flow(text, node):
            return Manner(column(text, node.span.start), "", order, within)
        padding = " " if text.startswith(" ", node.span.start + 1) else ""
        return Manner(None, padding, order, within)

    def written(self, content: Content, end: str) -> str:
        """Return keys and values as they follow the colon of a key, its space included."""
        keys = sorted(content, key=self._place)  # those it does not have come where they are given
        if self.indent is None:
            inside = ", ".join(f"{key}:{self.value(content[key], end)}" for key in keys)
            closing = "" if inside.endswith(" ") else self.padding
            return f" {{{self.padding}{inside}{closing}}}"
        return "".join(
            f"{end}{' ' * self.indent}{key}:{self.value(content[key], end).rstrip(' ')}"
            for key in keys
        )

    def _place(self, key: str) -> int:
        return self.order.index(key) if key in self.order else len(self.order)

    def value(self, value: str | MappingType[str, str], end: str) -> str:
        """Return a value as it follows the colon of its key, its space included."""
        flow = self.indent is None
        if isinstance(value, str):
            return f" {quoted(value, flow)}" if value else " "
        within = self.within or Manner(None)
        if flow and within.indent is not None:
            within = Manner(None)
        return within.written(value, end)


def inserted(
    text: str, mapping: Mapping, beside: Entry, before: bool, key: str, value: str
) -> list[Edit]:
    """Return the edits that put an entry before or after another; `value` is written with its
    colon and all that follows.
    """
    if is_flow(text, mapping):
        return _between_braces(text, beside, before, f"{key}{value}")
    indent = " " * column(text, mapping.span.start)
    if before:
        start = beside.key.span.start
        return [Edit(Span(start, start), f"{key}{value}{line_end(text)}{indent}")]
    end = _end_of_lines(text, beside.value)
    return [Edit(Span(end, end), f"{line_end(text)}{indent}{key}{value}")]


def _between_braces(text: str, beside: Entry, before: bool, new: str) -> list[Edit]:
    start, end = beside.key.span.start, beside.value.span.end
    indent = column(text, start)
    has_line = not text[start - indent : start].strip()
    joint = f"{line_end(text)}{' ' * indent}" if has_line else " "
    if before:
        return [Edit(Span(start, start), f"{new},{joint}")]
    after = _AFTER.match(text, end)
    if not has_line or after is None:
        return [Edit(Span(end, end), f",{joint}{new}")]
    comma = after["comma"]
    edits = [] if comma else [Edit(Span(end, end), ",")]
    return [*edits, Edit(Span(after.end(), after.end()), f"{joint}{new}{',' if comma else ''}")]


def _end_of_lines(text: str, node: Node) -> int:
    """Return where the last line of a block ends, a comment at its end included."""
    while isinstance(node, Mapping) and node.entries and not is_flow(text, node):
        node = node.entries[-1].value
    end = _end(text, node)
    found = _LINE.match(text, end)
    assert found is not None
    return found.end()


def _end(text: str, node: Node) -> int:
    """Return where a value ends: PyYAML ends a text on several lines where the next thing begins.
    The empty lines at its end are part of one that keeps them (`|+`).
    """
    start, end = node.span.start, node.span.end
    header = text[start:end].partition("\n")[0]
    if header[:1] in {"|", ">"} and "+" in header.partition("#")[0]:
        return len(text[:end].rstrip(" ").removesuffix("\n").removesuffix("\r"))
    return max(start, len(text[:end].rstrip()))


def put(text: str, node: Scalar, value: str, flow: bool) -> list[Edit]:
    """Return the edits that make a scalar read `value`, as it is to be written."""
    start, end = node.span.start, _end(text, node)
    if start < end:
        return [Edit(Span(start, end), value)]
    spaces = len(text) - len(text[end:].lstrip(" ")) - end
    following = text[end + spaces : end + spaces + 1]
    if following == "#":  # a comment keeps its place
        spaces = 0
    gap = " " if flow and following == "}" and spaces > 1 else ""
    return [Edit(Span(end, end), f" {value}"), Edit(Span(end, end + spaces), gap)]


def filled(text: str, entry: Entry, content: Content) -> list[Edit]:
    """Return the edits that put a content under a key: in the places there are for it, and after
    them where there is none. What else stands there stays.
    """
    node, end = entry.value, line_end(text)
    if isinstance(node, Mapping):
        return _within(text, node, content)
    assert isinstance(node, Scalar)
    return put(text, node, Manner(None).written(content, end).lstrip(" "), flow=False)


def _within(text: str, node: Mapping, content: Content) -> list[Edit]:
    flow = is_flow(text, node)
    edits: list[Edit] = []
    added: list[Edit] = []  # after what is put in a place that may be the very same
    present = {entry.key.text: entry for entry in node.entries}
    last = node.entries[-1]
    for key, value in content.items():
        there = present.get(key)
        if there is None:
            manner = Manner.of(text, node)
            told = f":{manner.value(value, line_end(text))}"
            added += inserted(text, node, present.get("value", last), False, key, told)
        elif isinstance(value, str) and isinstance(there.value, Scalar):
            edits += put(text, there.value, quoted(value, flow), flow)
        elif not isinstance(value, str):
            edits += filled(text, there, value)
    return edits + added


def without(text: str, entries: Iterable[tuple[Mapping, Entry]]) -> list[Edit] | None:
    """Return the edits that take entries out; None where one has none before it."""
    edits = []
    for mapping, entry in entries:
        place = mapping.entries.index(entry)
        if not place:
            return None
        before = mapping.entries[place - 1].value
        edits.append(Edit(Span(_end(text, before), _end(text, entry.value)), ""))
    return edits
