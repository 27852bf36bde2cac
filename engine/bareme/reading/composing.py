"""Text to tree, with PyYAML's pure composer: it alone keeps trustworthy positions.

Accepts the part of YAML that an analyst writes (mappings, lists, scalars) and refuses the
rest where it stands: aliases, tags, several documents, keys written twice, deep nesting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from bareme.diagnostics import Place, Source
from bareme.reading.tree import Entry, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
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
    try:
        root = _Composer(source.text).get_single_node()
    except _Refused as refused:
        report.add(refused.code, _at(source, refused.mark), **refused.data)
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _at(source, mark) if mark else Place(source, 1, 1, 1)
        code = "several-documents" if "single document" in str(error.context) else "yaml-syntax"
        hint = _explain(error.problem or "", source, place)
        report.add(hint if code == "yaml-syntax" else code, place, problem=error.problem or "")
        return None
    except yaml.YAMLError as error:
        report.add("yaml-syntax", Place(source, 1, 1, 1), problem=str(error))
        return None
    if root is None:
        report.add("empty-file", Place(source, 1, 1, 1))
        return None
    return _convert(root, source, report)


def _explain(problem: str, source: Source, place: Place) -> str:
    """Name the mistake behind PyYAML's words, where it is one an analyst makes."""
    if "mapping values are not allowed" in problem:
        return "yaml-colon"
    if "block end" in problem or "block mapping" in problem:
        return "yaml-indentation"
    if "chomping" in problem:
        return "yaml-greater-than"
    if "could not find expected ':'" in problem:
        return "yaml-missing-colon"
    if "quoted scalar" in problem or "unexpected end of stream" in problem:
        return "yaml-quote"
    if (
        "cannot start any token" in problem
        and source.line(place.line)[place.column - 1 :][:1] == "%"
    ):
        return "yaml-percent"
    return "yaml-syntax"


def _at(source: Source, mark: yaml.Mark) -> Place:
    return Place(source, mark.line + 1, mark.column + 1, mark.column + 2)


def _convert(node: yaml.Node, source: Source, report: Report) -> Node:
    start, end = node.start_mark, node.end_mark
    one_line = start.line == end.line
    stop = end.column if one_line else len(source.line(start.line + 1))
    place = Place(source, start.line + 1, start.column + 1, max(stop, start.column + 1) + 1)
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, node.style is None, place)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_convert(item, source, report) for item in node.value), place)
    assert isinstance(node, yaml.MappingNode)
    entries: dict[str, Entry] = {}
    for key_node, value_node in _rejoined(node):
        key = _convert(key_node, source, report)
        value = _convert(value_node, source, report)
        if not isinstance(key, Scalar):
            report.add("yaml-complex-key", key.place)
        elif key.text in entries:
            first = entries[key.text].key.place.line
            report.add("duplicate-key", key.place, key=key.text, first=first)
        else:
            entries[key.text] = Entry(key, value)
    return Mapping(tuple(entries.values()), place)


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
