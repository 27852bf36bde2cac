"""Arrow arrays to columns: what they hold, wherever they begin, and which values are refused."""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect_right
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from bareme.columns.column import Column, day_number
from bareme.domains.columns import Vocabulary
from bareme.tables.reading import read
from bareme.tables.versions import places, rows_by_place
from shelf import book

IJ = book("indemnites-journalieres")
SIZE = 40
SLICES = [(0, SIZE), (1, 9), (7, 2), (8, 16), (13, 27), (SIZE, 0)]


def told(column: Column, vocabulary: Vocabulary) -> list[Any]:
    """Return what a column says on each row; None for nothing."""
    nothing = column.nothing if column.nothing is not None else np.zeros(len(column.data), np.bool_)
    return [
        None if lacks else _one(value, column, vocabulary)
        for value, lacks in zip(column.data.tolist(), nothing.tolist(), strict=True)
    ]


def _one(value: Any, column: Column, vocabulary: Vocabulary) -> Any:
    if column.base == "number":
        return Fraction(value, column.denominator)
    if column.base == "text":
        return vocabulary.texts[value]
    return dt.date(1970, 1, 1) + dt.timedelta(days=value) if column.base == "date" else value


def _of(name: str, kind: pa.DataType, values: list[Any]) -> Any:
    return pytest.param(name, pa.array(values, kind), id=f"{name}-{kind}")


PICK = random.Random(8)
CENTS = [Decimal(PICK.randrange(-(10**9), 10**9)).scaleb(-2) for _ in range(SIZE)]
STATUS = PICK.choices(["artisan", "commercant", "conjoint_collaborateur"], k=SIZE)
DAYS = [dt.date(2015, 1, 1) + dt.timedelta(days=PICK.randrange(4000)) for _ in range(SIZE)]
COUNTS = [PICK.randrange(1, 100) for _ in range(SIZE)]
TRUTHS = [PICK.random() < 0.5 for _ in range(SIZE)]
SOME = [
    _of("revenu_annuel_moyen", pa.decimal128(12, 2), CENTS),
    _of("revenu_annuel_moyen", pa.decimal128(38, 4), CENTS),
    _of("revenu_annuel_moyen", pa.decimal256(12, 2), CENTS),
    _of("duree_arret", pa.int8(), COUNTS),
    _of("duree_arret", pa.uint64(), COUNTS),
    _of("duree_arret", pa.int64(), [count + 2**31 for count in COUNTS]),
    _of("micro_entrepreneur", pa.bool_(), TRUTHS),
    _of("date_constat", pa.date32(), DAYS),
    _of("statut", pa.string(), STATUS),
    _of("statut", pa.dictionary(pa.int8(), pa.string()), STATUS),
]


def hold(name: str, array: pa.Array) -> None:
    """Hold what is read of an array against its own values; those below the minimum are refused,
    and what is read there means nothing.
    """
    vocabulary = Vocabulary()
    least: Any = IJ.expected[name].minimum
    column, wrong = read(array, IJ.expected[name], vocabulary)
    refused = [False] * len(array) if wrong is None else wrong.tolist()
    found = told(column, vocabulary)
    for index, value in enumerate(array.to_pylist()):
        exact = Fraction(value) if isinstance(value, Decimal) else value
        below = exact is not None and least is not None and exact < least
        assert refused[index] == below
        assert below or found[index] == exact


def with_holes(array: pa.Array) -> pa.Array:
    """Return an array of which some values are not there, though something lies beneath."""
    if pa.types.is_dictionary(array.type):
        return pa.DictionaryArray.from_arrays(with_holes(array.indices), array.dictionary)
    there = pa.array([index % 3 != 1 for index in range(len(array))]).buffers()[1]
    return pa.Array.from_buffers(array.type, len(array), [there, *array.buffers()[1:]])


@pytest.mark.parametrize(("name", "array"), SOME)
def test_values_are_those_of_the_array_wherever_it_begins(name: str, array: pa.Array) -> None:
    for start, length in SLICES:
        hold(name, array.slice(start, length))
        hold(name, with_holes(array).slice(start, length))


def test_decimals_of_more_than_64_bits() -> None:
    values = [Decimal(n) for n in (10**20, -(10**20), 2**63, -(2**63), -(2**63) - 1, 2**63 - 1, 1)]
    for start, end in ((0, 7), (2, 3), (3, 4), (4, 7), (5, 7), (0, 1)):
        hold("revenu_annuel_moyen", pa.array(values[start:end], pa.decimal128(38, 0)))


def test_a_name_that_is_lacking_in_the_dictionary_or_on_the_row() -> None:
    names = pa.array(["artisan", None], pa.string())
    array = pa.DictionaryArray.from_arrays(pa.array([0, 1, None, 0], pa.int8()), names)
    vocabulary = Vocabulary()
    column, wrong = read(array, IJ.expected["statut"], vocabulary)
    assert told(column, vocabulary) == ["artisan", None, None, "artisan"]
    assert wrong is None or not wrong.any()


def test_days_beyond_those_of_python_are_marked() -> None:
    first, last = day_number(dt.date.min), day_number(dt.date.max)
    beyond = [first - 1, last + 1, 2**31 - 1, -(2**31)]
    array = pa.array([first, 0, None, last, *beyond], pa.date32())
    _, wrong = read(array, IJ.expected["date_constat"], Vocabulary())
    assert wrong.tolist() == [False] * 4 + [True] * 4


def test_values_that_are_no_keys_are_marked() -> None:
    for value in ({"a": 1}, [["artisan"]], [{"a": 1}]):
        _, wrong = read(pa.array([value, None, value]), IJ.expected["statut"], Vocabulary())
        assert wrong.tolist() == [True, False, True]


@pytest.mark.parametrize("scale", [3, 5])
def test_amounts_are_whole_cents(scale: int) -> None:
    values = [Decimal("1.230"), Decimal("1.235"), Decimal(0), Decimal("99999.999")]
    column, wrong = read(
        pa.array(values, pa.decimal128(20, scale)), IJ.expected["revenu_annee_1"], Vocabulary()
    )
    assert wrong.tolist() == [False, True, False, True]
    assert told(column, Vocabulary())[0] == Fraction("1.23")


def test_each_day_is_judged_by_the_last_start_before_it() -> None:
    starts = [day_number(dt.date(year, 1, 1)) for year in (2015, 2018, 2019, 2020, 2026)]
    near = [start + shift for start in starts for shift in (-1, 0, 1)]
    for days in (near, near[4:9], [starts[2]], [0], [starts[-1] + 9], []):
        place = places(np.array(days, np.int64), starts)
        assert place.tolist() == [bisect_right(starts, day) - 1 for day in days]
        rows: dict[int, list[int]] = {}
        for index, own in rows_by_place(place):
            rows[index] = list(range(len(days))) if own is None else own.tolist()
        wanted: dict[int, list[int]] = {} if days else {-1: []}
        for row, index in enumerate(place.tolist()):
            wanted.setdefault(index, []).append(row)
        assert rows == wanted
