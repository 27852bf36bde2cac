"""Text to tree, with PyYAML's pure composer: it alone keeps trustworthy positions.

Accepts the part of YAML that an analyst writes (mappings, lists, scalars) and refuses the
rest where it stands: aliases, tags, several documents, keys written twice, deep nesting.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from bareme.diagnostics import Place, Source
from bareme.reading.keys import is_key
from bareme.reading.mending import holds_formula, missing_colon, quoted
from bareme.reading.source import CONTROL
from bareme.reading.syntax import explain, quoted_from
from bareme.reading.tree import Entry, Mapping, Node, Scalar, Sequence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bareme.diagnostics import Report

MAX_DEPTH = 20


class _Refused(Exception):
    """Stops the composer at a construct the rulebooks do not use."""

    def __init__(self, code: str, mark: yaml.Mark, **data: str) -> None:
        super().__init__(code)
        self.code, self.mark, self.data = code, mark, data


class _Composer(yaml.BaseLoader):
    """PyYAML's composer without tags and aliases, and with a bound on nesting."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # so are the stubs
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused("yaml-alias", event.start_mark)
        if getattr(event, "tag", None):
            raise _Refused("yaml-tag", event.start_mark, tag=str(event.tag))
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Refused("too-deep", event.start_mark, limit=str(MAX_DEPTH))
        node = super().compose_node(parent, index)  # type: ignore[arg-type]  # the stubs say less
        self.depth -= 1
        return node


def compose(source: Source, report: Report) -> Node | None:
    """Return the tree of a document; None, with the reason reported, when there is none."""
    composer = _Composer(source.text)
    try:
        root = composer.get_single_node()
    except _Refused as refused:
        place, suggestion = quoted_from(source, refused.mark)
        report.add(refused.code, place, suggestion, **refused.data)
        return None
    except yaml.MarkedYAMLError as error:
        code, place, suggestion = explain(error, source)
        report.add(code, place, suggestion, problem=error.problem or "")
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # an escape for no character
        report.add("yaml-syntax", _at(source, composer.get_mark()), problem=error)
        return None
    if root is None:
        report.add("empty-file", Place(source, 1, 1, 1))
        return None
    converter = _Converter(source, report)
    tree = converter.convert(root)
    return None if converter.is_broken else tree


def _at(source: Source, mark: yaml.Mark) -> Place:
    return Place(source, mark.line + 1, mark.column + 1, mark.column + 2)


class _Converter:
    """PyYAML's nodes to the tree; `is_broken` when YAML read something else than was meant."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source, self.report = source, report
        self.lines = source.text.split("\n")
        self.is_broken = False

    def convert(self, node: yaml.Node) -> Node:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            items = tuple(self.convert(item) for item in node.value)
            return Sequence(items, self._place(node), self._span(node, items))
        assert isinstance(node, yaml.MappingNode)
        return self._mapping(node)

    def _place(self, node: yaml.Node) -> Place:
        start, end = node.start_mark, node.end_mark
        one_line = start.line == end.line
        stop = end.column if one_line else len(self.lines[start.line].rstrip("\r"))
        return Place(self.source, start.line + 1, start.column + 1, max(stop, start.column + 1) + 1)

    def _span(self, node: yaml.CollectionNode, within: Iterable[Node]) -> Span:
        """PyYAML ends what is written line by line where the next thing begins: here it ends with
        the last thing in it.
        """
        ends = [node.end_mark.index] if node.flow_style else [below.span.end for below in within]
        return Span(node.start_mark.index, max(ends, default=node.end_mark.index))

    def _scalar(self, node: yaml.ScalarNode) -> Scalar:
        span = Span(node.start_mark.index, node.end_mark.index)
        scalar = Scalar(node.value, node.style is None, self._place(node), span)
        if match := CONTROL.search(node.value):
            self._break("control-character", scalar.place, character=f"U+{ord(match.group()):04X}")
        elif node.style in {">", "|"} and self._text_after(node)[:1].isdigit():
            self._break("yaml-greater-than", scalar.place)  # `>7` announces a text
        elif node.style is None:
            self._look_for_sharp(node)
        return scalar

    def _look_for_sharp(self, node: yaml.ScalarNode) -> None:
        """A # glued to what follows, after a text of several words, is hardly a remark."""
        mark = node.end_mark
        rest = self.lines[mark.line][mark.column :].rstrip()
        if " " in node.value and re.match(r"\s+#[^\s#]", rest):
            one_line = node.start_mark.line == mark.line
            start = node.start_mark.column if one_line else mark.column
            place = Place(self.source, mark.line + 1, start + 1, mark.column + len(rest) + 1)
            prose = one_line and not holds_formula(self.lines[mark.line])
            self.report.add(
                "comment-cuts-text", place, quoted(f"{node.value}{rest}") if prose else None
            )

    def _text_after(self, node: yaml.Node) -> str:
        mark = node.start_mark
        return self.lines[mark.line][mark.column + 1 :]

    def _break(
        self, code: str, place: Place, suggestion: str | None = None, **data: object
    ) -> None:
        self.is_broken = True
        self.report.add(code, place, suggestion, **data)

    def _twice(self, key: Scalar, entries: dict[str, Entry], follows_twice: bool) -> None:
        """Tell of a key written twice; of several in a row, once: they came together. After a key
        without value, they are what should stand under it.
        """
        last = [*entries.values()][-1]
        if follows_twice:
            return
        if isinstance(last.value, Scalar) and last.value.is_empty:
            self._break("yaml-indentation", last.key.place)
        else:
            first = entries[key.text].key.place.line
            self.report.add("duplicate-key", key.place, key=key.text, first=first)

    def _mapping(self, node: yaml.MappingNode) -> Mapping:
        entries: dict[str, Entry] = {}
        values: list[Node] = []
        follows_twice = False
        for key_node, value_node in _rejoined(node):
            if not isinstance(key_node, yaml.ScalarNode):
                self._break("yaml-complex-key", self._place(key_node))
                continue
            key, value = self._scalar(key_node), self.convert(value_node)
            values.append(value)
            if node.flow_style and value_node.start_mark.index == key_node.end_mark.index:
                # Between braces, what has no colon of its own.
                found = missing_colon(key.text) if not is_key(key.text) else None
                place = key.place if found is None else key.place.within(0, len(found[1]))
                code = "yaml-comma" if found is None else "yaml-missing-colon"
                self._break(code, place, found and found[2])
            elif key.text in entries:
                self._twice(key, entries, follows_twice)
                follows_twice = True
                continue
            else:
                entries[key.text] = Entry(key, value)
            follows_twice = False
        return Mapping(tuple(entries.values()), self._place(node), self._span(node, values))


def _rejoined(node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return keys and values, with a number put together again that its comma cut in two.

    Between braces, YAML reads `{value: 3919,20}` as the value 3919 and a key 20 without value.
    """
    pairs: list[tuple[yaml.Node, yaml.Node]] = []
    for key, value in node.value:
        before = pairs[-1][1] if pairs else None
        if node.flow_style and _is_cut(before, key, value):
            assert before is not None
            text = f"{before.value},{key.value}"
            whole = yaml.ScalarNode(key.tag, text, before.start_mark, key.end_mark)
            pairs[-1] = (pairs[-1][0], whole)
        else:
            pairs.append((key, value))
    return pairs


def _is_cut(before: yaml.Node | None, key: yaml.Node, value: yaml.Node) -> bool:
    return (
        isinstance(before, yaml.ScalarNode)
        and before.style is None
        and before.value[-1:].isdigit()
        and before.end_mark.line == key.start_mark.line
        and before.end_mark.column + 1 == key.start_mark.column
        and isinstance(key, yaml.ScalarNode)
        and key.value[:1].isdigit()
        and isinstance(value, yaml.ScalarNode)
        and value.style is None
        and not value.value
    )
