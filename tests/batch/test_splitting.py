"""Delimited bytes to rows: every line is in a row or told, with its number, whatever the blocks."""

from __future__ import annotations

import csv
import random
from typing import NamedTuple

import pytest

from bareme.batch.rows import gathered, kept
from bareme.batch.splitting import Splitter

WIDTH = 3


class Read(NamedTuple):
    rows: list[tuple[int, str, tuple[str, ...]]]  # line, as it stands, cells
    broken: list[tuple[int, str]]


def by_hand(text: str) -> Read:
    """Python's own reader, row after row; a row that is none costs its first line."""
    lines, read, place = text.splitlines(keepends=True), Read([], []), 0
    while place < len(lines):
        if lines[place] in {"\n", "\r\n"}:
            place += 1
            continue
        reader = csv.reader(iter(lines[place:]), delimiter=";", strict=True)
        try:
            cells = next(reader)
        except csv.Error:
            read.broken.append((place, "quotes-misplaced"))
            place += 1
            continue
        if len(cells) != WIDTH:
            read.broken.append((place, "row-ragged"))
            place += 1
            continue
        stands = "".join(lines[place : place + reader.line_num]).removesuffix("\n")
        read.rows.append((place, stands.removesuffix("\r"), tuple(cells)))
        place += reader.line_num
    return read


def split(text: str, block: int) -> Read:
    """The splitter, fed as a file is: so many bytes at a time."""
    splitter = Splitter(";", WIDTH, range(WIDTH), range(WIDTH))
    data, pending, first, read = text.encode(), b"", 0, Read([], [])
    for start in range(0, len(data) + block, block):
        pending += data[start : start + block]
        final = start + block >= len(data)
        if final and pending and not pending.endswith(b"\n"):
            pending += b"\n"
        whole = pending[: pending.rfind(b"\n") + 1]
        rows = splitter.split(whole, final)
        stand = kept(rows.data, rows.begins, rows.ends).to_pylist()
        assert stand == gathered(rows.data, rows.begins, rows.ends).to_pylist()
        columns = [rows.texts(column).to_pylist() for column in range(WIDTH)]
        for index, line in enumerate(rows.lines.tolist()):
            cells = tuple(column[index] or "" for column in columns)
            read.rows.append((first + line, stand[index], cells))
        read.broken.extend((first + fault.line, fault.code) for fault in rows.broken)
        _check_raw(rows)
        pending, first = pending[rows.size :], first + rows.count
        if final:
            break
    assert pending == b""
    return read


def _check_raw(rows: object) -> None:
    """The cells with their quotes, and the separators, are the row."""
    raw = rows.raw  # type: ignore[attr-defined]
    for column in range(1, WIDTH):
        assert (raw[column][0] == raw[column - 1][1] + 1).all()
    if WIDTH:
        assert (raw[0][0] == rows.begins).all()  # type: ignore[attr-defined]
        assert (raw[WIDTH - 1][1] == rows.ends).all()  # type: ignore[attr-defined]


SOUND = (
    ("plain", "a;b;c\nd;e;f\n"),
    ("windows ends", "a;b;c\r\nd;e;f\r\n"),
    ("no last end", "a;b;c\nd;e;f"),
    ("empty cells", ";;\n;b;\n"),
    ("blank lines", "\n\na;b;c\n\r\n\nd;e;f\n\n"),
    ("quotes", '"a";"b;b";"c""c"\n'),
    ("lines in a cell", 'a;"b\nb\r\nb";c\nd;e;f\n'),
    ("a quote within", 'a;12" x;c\n'),
    ("empty quotes", '"";"";""\n'),
    ("accents", "é;œ;€\n"),
    ("nothing", ""),
)


@pytest.mark.parametrize(("what", "text"), SOUND, ids=[what for what, _ in SOUND])
@pytest.mark.parametrize("block", [1, 2, 3, 7, 1000])
def test_sound_rows(what: str, text: str, block: int) -> None:
    found = split(text, block)
    assert found == by_hand(text)
    assert found.broken == []


BROKEN = (
    ("a;b\nd;e;f\n", [(0, "row-ragged")], [1]),
    ("a;b;c;d\nd;e;f\n", [(0, "row-ragged")], [1]),
    ('"a;b;c\nd;e;f\ng;h;i\n', [(0, "quotes-misplaced")], [1, 2]),
    ('"a"b;c;d\ne;f;g\n', [(0, "quotes-misplaced")], [1]),
    ('a;b;"c\n"d";e;f\ng;h;i\n', [(0, "quotes-misplaced")], [1, 2]),
    (
        'a;"b\nb\n";c;d\ne;f;g\n',
        [(0, "row-ragged"), (1, "row-ragged"), (2, "quotes-misplaced")],
        [3],
    ),
)


@pytest.mark.parametrize(("text", "broken", "lines"), BROKEN, ids=range(len(BROKEN)))
def test_a_row_that_is_none_costs_its_first_line(
    text: str, broken: list[tuple[int, str]], lines: list[int]
) -> None:
    found = split(text, 1000)
    assert found.broken == broken
    assert [line for line, _, _ in found.rows] == lines


@pytest.mark.parametrize("seed", range(300))
def test_any_text_is_read_as_by_hand_whatever_the_blocks(seed: int) -> None:
    pick = random.Random(seed)
    parts = [
        "a",
        "é",
        ";",
        ";",
        ";",
        "\n",
        "\r\n",
        '"',
        '""',
        "x;y;z\n",
        '"b";c;d\n',
        'e;"f\n";g\n',
    ]
    text = "".join(pick.choices(parts, k=pick.randint(1, 40)))
    wanted = by_hand(text)
    for block in (3, 17, 1000):
        assert split(text, block) == wanted, text


def test_a_quote_that_is_never_closed_does_not_swallow_a_file() -> None:
    text = 'a;"b;c\n' + "d;e;f\n" * 300_000
    found = split(text, 1 << 20)
    assert found.broken == [(0, "quotes-misplaced")]
    assert len(found.rows) == 300_000


def test_a_return_within_a_line_ends_no_quoted_cell() -> None:
    rows = Splitter(";", WIDTH, range(WIDTH)).split(b'"a"\rb;c;d\n"a\r";b;c\n', final=True)
    assert [(fault.line, fault.code) for fault in rows.broken] == [(0, "quotes-misplaced")]
    assert rows.texts(0).to_pylist() == ["a\r"]


def test_bytes_that_mean_nothing_are_told_with_their_cell() -> None:
    data = b"a;b;c\n" + b'd;e\xe9e;"f\xff"\n' + "é;ü;ö\n".encode()
    rows = Splitter(";", WIDTH, range(WIDTH)).split(data, final=True)
    assert rows.lines.tolist() == [0, 2]
    assert [(f.line, f.code, f.data["byte"], f.column, f.value) for f in rows.broken] == [
        (1, "byte-undecodable", "E9", 1, "e\ufffde"),
        (1, "byte-undecodable", "FF", 2, "f\ufffd"),
    ]
