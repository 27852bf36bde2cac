"""Lines and columns as editors count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bareme.editor.texts import Change, Position, changed, line_end, offset_at, position_at, units

TEXT = "é😋x\r\nsuite\nfin"


@pytest.mark.parametrize(
    ("encoding", "column"),
    [("utf-16", 3), ("utf-8", 6), ("utf-32", 2)],
)
def test_a_column_is_counted_in_units_of_the_encoding(encoding: str, column: int) -> None:
    assert position_at(TEXT, TEXT.index("x"), encoding) == (0, column)
    assert offset_at(TEXT, Position(0, column), encoding) == TEXT.index("x")


@pytest.mark.parametrize(
    ("position", "offset"),
    [
        ((0, 0), 0),
        ((0, 99), TEXT.index("\r")),  # past the end of the line: its end, before what ends it
        ((1, 0), TEXT.index("suite")),
        ((2, 3), len(TEXT)),
        ((99, 0), len(TEXT)),
    ],
)
def test_positions_out_of_the_text_are_brought_back(position: tuple[int, int], offset: int) -> None:
    assert offset_at(TEXT, Position(*position)) == offset


def test_a_change_takes_the_place_of_what_it_covers() -> None:
    change = Change(Position(0, 1), Position(0, 3), "e")  # the emoji is two units of UTF-16
    assert changed(TEXT, change) == "éex\r\nsuite\nfin"
    assert changed(TEXT, Change(None, None, "neuf")) == "neuf"
    over_lines = Change(Position(0, 4), Position(1, 5), "")
    assert changed(TEXT, over_lines) == "é😋x\nfin"


def test_the_end_of_a_line_leaves_out_what_stands_there_unseen() -> None:
    assert line_end("a: 1  \r\nb", 0) == 4
    assert line_end("a", 0) == 1


@given(st.text("aé😋\r\n:", max_size=30), st.integers(0, 30), st.integers(0, 30), st.text("x😋\n"))
def test_a_change_by_position_is_the_change_by_offset(text: str, a: int, b: int, new: str) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    inside = [at for at in (start, end) if text[at - 1 : at + 1] == "\r\n"]
    if inside:  # between the two signs of one line end there is no position
        return
    for encoding in ("utf-8", "utf-16", "utf-32"):
        change = Change(position_at(text, start, encoding), position_at(text, end, encoding), new)
        assert changed(text, change, encoding) == text[:start] + new + text[end:]


def test_a_half_of_a_character_counts_too() -> None:
    assert units("\ud83d", "utf-16") == 1  # a client may send what is no whole character
