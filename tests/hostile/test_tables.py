"""Tables of a stranger: however many rows, columns and values, an answer or `table-too-wide`.

None of this looks at a clock: what would take years would never end.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from rulebooks import HEAD, check, codes, load

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FIGURE = "f: {label: F, unit: 1, values: {2019-01-01: {value: 1, note: N}}}\n"
_MOST = 300  # rows of a table


def _files(
    declared: str, width: int, rows: Iterable[str], first: bool, otherwise: bool
) -> dict[str, str | bytes]:
    """Write a table of `width` columns of one sort, c0 c1 c2…"""
    inputs = "".join(f"  c{n}: {{label: L, {declared}}}\n" for n in range(width))
    lines = "".join(f"        - {{when: {{{row}}}, then: {n}}}\n" for n, row in enumerate(rows))
    lines += "        - otherwise: -1\n" if otherwise else ""
    head = "      first: true\n" if first else ""
    table = f"  r:\n    label: R\n    unit: 1\n    table:\n{head}      rows:\n{lines}"
    outputs = ", ".join(f"c{n}" for n in range(width))
    text = f"{HEAD}inputs:\n{inputs}rules:\n{table}outputs: [r, {outputs}]\n"
    return {"rulebook.yaml": text, "parameters.yaml": _FIGURE}


_TRUTH = "type: boolean"
_WHOLE = "type: integer"


def _diagonal(width: int, most: int = _MOST) -> list[str]:
    return [f"c{n}: true" for n in range(min(width, most))]


def _steps(width: int, rows: int) -> list[str]:
    """Rows that go up together in every column, and never meet."""
    return [
        ", ".join(f"c{n}: {3 * row}..{3 * row + 2}" for n in range(width)) for row in range(rows)
    ]


@pytest.mark.parametrize("width", [1, 2, 10])
def test_a_table_of_as_many_rows_as_there_may_be_is_read(tmp_path: Path, width: int) -> None:
    files = _files(_WHOLE, width, _steps(width, _MOST - 1), first=False, otherwise=True)
    assert check(tmp_path, files) == ()
    rules = load(tmp_path, files).on("2019-01-01")
    for value, row in ((0, 0), (3 * 150 + 1, 150), (3 * (_MOST - 1), -1), (-1, -1)):
        given = {f"c{n}": value for n in range(width)}
        assert rules.evaluate(given, outputs=["r"])["r"] == row


def test_a_table_of_more_rows_is_refused(tmp_path: Path) -> None:
    files = _files(_WHOLE, 1, _steps(1, _MOST + 1), first=False, otherwise=False)
    assert codes(check(tmp_path, files)) == ["wrong-shape"]


def test_a_table_of_as_many_rows_that_all_meet_is_told_once_a_row(tmp_path: Path) -> None:
    rows = [f'c0: "<= {row}", c1: ">= {row}"' for row in range(_MOST)]
    found = check(tmp_path, _files(_WHOLE, 2, rows, first=False, otherwise=False))
    assert codes(found) == ["rows-overlap"] * (_MOST - 1)
    assert {d.data["other"] for d in found} == {found[0].data["other"]}


def test_a_table_of_as_many_rows_of_which_the_first_says_all_is_told(tmp_path: Path) -> None:
    rows = ['c0: "> 0"', 'c0: "<= 0"', *(f"c0: {row}" for row in range(_MOST - 3))]
    found = check(tmp_path, _files(_WHOLE, 1, rows, first=True, otherwise=True))
    assert codes(found) == ["row-never-applies"] * (_MOST - 2)


def test_the_one_hole_among_as_many_rows_is_found(tmp_path: Path) -> None:
    rows = ['c0: "< 0"', *(f"c0: {row}" for row in range(_MOST - 2)), f'c0: "> {_MOST - 2}"']
    (found,) = check(tmp_path, _files(_WHOLE, 1, rows, first=False, otherwise=False))
    assert (found.code, found.data["situation"]) == ("rows-missing", f"c0: {_MOST - 2}")


def test_the_one_hole_among_many_combinations_is_found(tmp_path: Path) -> None:
    rows = [
        ", ".join(f"c{n}: {str(bool(row >> n & 1)).lower()}" for n in range(8))
        for row in range(2**8)
        if row != 0b10110010
    ]
    (found,) = check(tmp_path, _files(_TRUTH, 8, rows, first=False, otherwise=False))
    assert found.code == "rows-missing"
    hole = ", ".join(f"c{n}: {str(bool(0b10110010 >> n & 1)).lower()}" for n in range(8))
    assert found.data["situation"] == hole


_TANGLE = 60


def _tangle(rows: int, seed: int) -> list[str]:
    """Rows of three columns each, drawn at random: what they leave is as hard to know as can be."""
    draw = random.Random(seed)
    return [
        ", ".join(f"c{n}: {draw.choice(['true', 'false'])}" for n in draw.sample(range(_TANGLE), 3))
        for _ in range(rows)
    ]


def test_a_table_too_wide_to_be_known_is_told(tmp_path: Path) -> None:
    files = _files(_TRUTH, _TANGLE, _tangle(256, 1), first=True, otherwise=False)
    found = check(tmp_path, files)
    assert set(codes(found)) - {"row-never-applies"} == {"table-too-wide"}
    assert found[0].remedy


def test_a_table_too_wide_to_be_known_may_say_what_is_left(tmp_path: Path) -> None:
    files = _files(_TRUTH, _TANGLE, _tangle(256, 1), first=True, otherwise=True)
    assert set(codes(check(tmp_path, files))) <= {"row-never-applies"}
    rules = load(tmp_path, files).on("2019-01-01")
    given = {f"c{n}": False for n in range(_TANGLE)}
    assert rules.evaluate(given, outputs=["r"]).exact("r") is not None


@pytest.mark.parametrize("width", [12, 20, 40, 80])
@pytest.mark.parametrize("first", [True, False])
def test_columns_that_double_what_there_is_to_try_end(
    tmp_path: Path, width: int, first: bool
) -> None:
    rows = _diagonal(width)
    told = set(codes(check(tmp_path, _files(_TRUTH, width, rows, first, otherwise=False))))
    assert told <= ({"rows-missing", "table-too-wide"} if first else {"rows-overlap"})
    assert told
    if first:
        assert check(tmp_path, _files(_TRUTH, width, rows, first, otherwise=True)) == ()


def test_the_hole_among_columns_that_double_is_found(tmp_path: Path) -> None:
    for width in (20, 40, 80):
        rows = _diagonal(width)
        (found,) = check(tmp_path, _files(_TRUTH, width, rows, first=True, otherwise=False))
        assert found.code == "rows-missing"


@pytest.mark.parametrize("width", [5, 10])
def test_many_columns_of_many_bounds_end(tmp_path: Path, width: int) -> None:
    draw = random.Random(1)
    lows = [[draw.randrange(900) for _ in range(width)] for _ in range(_MOST // 3)]
    rows = [", ".join(f"c{n}: {low}..{low + 200}" for n, low in enumerate(row)) for row in lows]
    for otherwise in (True, False):
        found = check(tmp_path, _files(_WHOLE, width, rows, first=True, otherwise=otherwise))
        assert set(codes(found)) <= {"rows-missing", "table-too-wide", "row-never-applies"}


@pytest.mark.parametrize("otherwise", [True, False])
def test_more_columns_than_a_stack_holds_frames_end(tmp_path: Path, otherwise: bool) -> None:
    row = ", ".join(f"c{n}: true" for n in range(1_500))
    found = check(tmp_path, _files(_TRUTH, 1_500, [row], first=False, otherwise=otherwise))
    assert codes(found) in ([], ["table-too-wide"], ["rows-missing"])


def test_a_ring_of_columns_ends(tmp_path: Path) -> None:
    rows = [f"c{n}: true, c{(n + 1) % 30}: false" for n in range(30)]
    found = check(tmp_path, _files(_TRUTH, 30, rows, first=True, otherwise=False))
    assert codes(found) == ["rows-missing"]
    values = {str(part).partition(": ")[2] for part in found[0].data["situation"].split(", ")}
    assert len(values) == 1  # all true, or all false


def test_one_row_of_many_columns_ends(tmp_path: Path) -> None:
    row = ", ".join(f"c{n}: true" for n in range(180))
    found = check(tmp_path, _files(_TRUTH, 180, [row], first=False, otherwise=False))
    assert codes(found) == ["rows-missing"]
    assert check(tmp_path, _files(_TRUTH, 180, [row], first=False, otherwise=True)) == ()


def test_a_cell_of_many_values_is_read(tmp_path: Path) -> None:
    values = ", ".join(map(str, range(0, 600, 2)))
    rows = [f"c0: [{values}]"]
    (found,) = check(tmp_path, _files(_WHOLE, 1, rows, first=False, otherwise=False))
    assert (found.code, found.data["situation"]) == ("rows-missing", "c0: -1")
    assert check(tmp_path, _files(_WHOLE, 1, rows, first=False, otherwise=True)) == ()
    rows = [f"c0: [{values}, 601]"]
    (found,) = check(tmp_path, _files(_WHOLE, 1, rows, first=False, otherwise=True))
    assert found.code == "wrong-shape", "more values than a cell may hold"


@pytest.mark.parametrize(
    ("declared", "low", "high"),
    [
        (_WHOLE, f"-{'9' * 29}", "9" * 29),
        ("type: number", f"-0.{'0' * 28}1", f"0.{'0' * 28}1"),
        ("type: date", "1700-01-01", "2999-12-31"),
    ],
)
def test_bounds_at_the_ends_of_what_may_be_written_are_read(
    tmp_path: Path, declared: str, low: str, high: str
) -> None:
    rows = [f"c0: {low}..{high}"]
    files = _files(declared, 1, rows, first=False, otherwise="date" not in declared)
    assert check(tmp_path, files) == ()
    assert load(tmp_path, files).on("2019-01-01").evaluate(c0=_value(low), outputs=["r"])["r"] == 0


def _value(text: str) -> object:
    from decimal import Decimal

    return text if text.count("-") == 2 else Decimal(text)


@pytest.mark.parametrize(
    "cell",
    ['"<" ', '"<="', '">= "', '".."', '"..8"', '"8.."', '"1..2..3"', '"< < 3"', '"<=> 3"',
     '"== =3"', '"!"', '"! 3"', '"- 3"', '"--3"', '" "', '""', '"1 2"', '"%"', '"<= %"',
     f'"{"<" * 150}"', f'"{"." * 150}"', f'"{"9" * 199}"', f'"{"1..2" * 40}"'],
)  # fmt: skip
def test_a_cell_that_makes_no_sense_is_told(tmp_path: Path, cell: str) -> None:
    files = _files(_WHOLE, 1, [f"c0: {cell}"], first=False, otherwise=True)
    (found,) = check(tmp_path, files)
    assert found.code in {"not-a-number", "foreign-spelling"}
    assert found.place is not None
    assert found.place.line == 12
