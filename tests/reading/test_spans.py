"""Where things begin and end in the text of a file: what an edit replaces."""

from __future__ import annotations

import pytest

from bareme.diagnostics import Report, Source
from bareme.reading.composing import compose
from bareme.reading.tree import Mapping, Node, Scalar, Sequence

TEXT = """\
# first
a: {value: 12, 'reference': "Arrêté du 5 décembre"}   # beside
b:
  c: plain words   # why
  d: [1, 22 ]
  e:
    - one
    - 'it''s'

  f: |
    two
    lines

# last
"""


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n")])
@pytest.mark.parametrize(
    ("path", "written"),
    [
        (("a",), "{value: 12, 'reference': \"Arrêté du 5 décembre\"}"),
        (("a", "value"), "12"),
        (("a", "reference"), '"Arrêté du 5 décembre"'),
        (("b", "c"), "plain words"),
        (("b", "d"), "[1, 22 ]"),
        (("b", "d", 1), "22"),
        (("b", "e"), "- one\n    - 'it''s'"),
        (("b", "e", 1), "'it''s'"),
    ],
)
def test_what_is_written(text: str, path: tuple[str | int, ...], written: str) -> None:
    node = _at(text, path)
    assert text[node.span.start : node.span.end].replace("\r\n", "\n") == written


def test_of_keys() -> None:
    root = _at(TEXT, ("a",))
    assert isinstance(root, Mapping)
    keys = [TEXT[e.key.span.start : e.key.span.end] for e in root.entries]
    assert keys == ["value", "'reference'"]


def _at(text: str, path: tuple[str | int, ...]) -> Node:
    report = Report()
    node = compose(Source("a file", text), report)
    assert not report.diagnostics
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.get(step)
        else:
            assert isinstance(node, Sequence)
            assert isinstance(step, int)
            node = node.items[step]
    assert isinstance(node, Scalar | Mapping | Sequence)
    return node
