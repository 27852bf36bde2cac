"""The keys of a file and where a cursor stands, by the text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bareme.diagnostics import Report, Source
from bareme.editor.outline import outline, spot_at
from bareme.reading.composing import compose
from bareme.reading.tree import Mapping, Sequence
from bareme.resources import shipped
from editor.shelves import CAISSE, EXEMPLES, PRIME, TAUX, cut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bareme.reading.tree import Node, Span

FILES = sorted(shipped("rules").glob("*/*.yaml"))


def keys(node: Node | None, path: tuple[str | int, ...] = ()) -> Iterator[tuple[object, str, Span]]:
    """Give the keys of a document as YAML's own reader sees them."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield path, entry.key.text, entry.key.span
            yield from keys(entry.value, (*path, entry.key.text))
    elif isinstance(node, Sequence):
        for rank, item in enumerate(node.items):
            yield from keys(item, (*path, rank))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_keys_are_those_that_yaml_reads(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    seen = [(keyed.path, keyed.key, keyed.span) for keyed in outline(text)]
    assert seen == list(keys(compose(Source("", text), Report())))


@pytest.mark.parametrize("text", [TAUX, CAISSE, PRIME, EXEMPLES, PRIME.replace("\n", "\r\n")])
def test_so_they_are_in_other_layouts(text: str) -> None:
    seen = [(keyed.path, keyed.key, keyed.span) for keyed in outline(text)]
    assert seen == list(keys(compose(Source("", text), Report())))


@pytest.mark.parametrize(
    ("text", "path", "written", "is_key"),
    [
        ("title: Es◄", ("title",), "Es", False),
        ("tit◄", (), "tit", None),
        ("inputs:\n  a:\n    ◄", ("inputs", "a"), "", None),
        ("inputs:\n  a:\n    label: A\n  ◄", ("inputs",), "", None),
        ("inputs:\n  a: {◄", ("inputs", "a"), "", True),
        ("inputs:\n  a: {label: A, ty◄", ("inputs", "a"), "ty", True),
        ("inputs:\n  a: {label: A, type: ch◄", ("inputs", "a", "type"), "ch", False),
        ("outputs: [a, b◄", ("outputs", 1), "b", False),
        ("outputs:\n- a\n- b◄", ("outputs", 1), "b", None),
        (
            "rules:\n  r:\n    cases:\n      - when: a\n        th◄",
            ("rules", "r", "cases", 0),
            "th",
            None,
        ),
        (
            "rules:\n  r:\n    cases:\n      - when: a\n      - ◄",
            ("rules", "r", "cases", 1),
            "",
            None,
        ),
        (
            "rules:\n  r:\n    formula: >-\n      a +\n      b◄",
            ("rules", "r", "formula"),
            ">-\n      a +\n      b",
            False,
        ),
        (
            "rules:\n  r:\n    formula: a +\n      b◄",
            ("rules", "r", "formula"),
            "a +\n      b",
            False,
        ),
        ("rules:\n  r:\n    formula: >-\n      a\n  ◄", ("rules",), "", None),
        ("rules:\n  r:\n    formula: 's == \"x◄", ("rules", "r", "formula"), "'s == \"x", False),
        ("a: {b: 'it''s {', c: ◄", ("a", "c"), "", False),
        ('a: "x: {y\nb"\nc: ◄', ("c",), "", False),
        ("# c: {\na: 1 # {\nb: ◄", ("b",), "", False),
        ("a: {b: 1, # }\n    c: ◄", ("a", "c"), "", False),
        ("- - ◄", (0, 0), "", None),
    ],
)
def test_a_cursor_stands_where_the_text_before_it_says(
    text: str, path: tuple[str | int, ...], written: str, is_key: bool | None
) -> None:
    whole, offset = cut(text)
    spot = spot_at(whole, offset)
    assert (spot.path, spot.written, spot.is_key) == (path, written, is_key)
    assert spot.start == offset - len(written)


@pytest.mark.parametrize("text", [PRIME, EXEMPLES, TAUX])
def test_no_text_that_is_being_typed_is_too_broken(text: str) -> None:
    for offset in range(0, len(text), 3):
        for torn in (text[:offset], text[:offset] + "{" + text[offset:], text[offset:]):
            assert spot_at(torn, len(torn)) is not None
            assert outline(torn) is not None
