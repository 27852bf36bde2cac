"""Decision tables: what is found in them is told with a situation, and the situation is true.

What a table covers is worked out twice: here by trying every value between and around the bounds
of its cells, one by one, and by the program from its bounds alone.
"""

from __future__ import annotations

import datetime as dt
import itertools
import operator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bareme
from rulebooks import HEAD, NAME, RULEBOOK, check, codes, stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

# --- Situations worked out by hand ---------------------------------------------------------------

SHOWN: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    # what is found, the situation shown, the rows
    ("rows-missing", "marie: false", ("marie: true",), "false"),
    ("rows-missing", "statut: commercant", ("statut: artisan",), "false"),
    ("rows-missing", "departement: 2A", ("departement: [01, 75]",), "false"),
    ("rows-missing", "age: 8", ('age: "<= 7"', 'age: ">= 9"'), "false"),
    ("rows-missing", "age: 7", ('age: "< 7"', 'age: "> 7"'), "false"),
    ("rows-missing", "revenu: 7.01", ('revenu: "<= 7"', 'revenu: ">= 7.02"'), "false"),
    (
        "rows-missing",
        "naissance: 2000-02-29",
        ('naissance: "<= 2000-02-28"', 'naissance: ">= 2000-03-01"'),
        "false",
    ),
    (
        "rows-missing",
        "marie: true, statut: commercant",
        ("marie: true, statut: artisan", "marie: false"),
        "false",
    ),
    (
        "rows-missing",
        "marie: true, age: 18",
        ('marie: true, age: "< 18"', "marie: false", 'marie: true, age: "> 18"'),
        "false",
    ),
    ("rows-missing", "taux: 10.5 %", ('taux: "<= 10 %"', 'taux: ">= 11 %"'), "false"),
    ("rows-overlap", "age: 7", ('age: "<= 7"', "age: 7..30"), "false"),
    ("rows-overlap", "statut: commercant", ("statut: [artisan, commercant]", "statut: commercant"),
     "false"),
    ("rows-overlap", "marie: true, statut: artisan", ("marie: true", "statut: artisan"), "false"),
    ("rows-overlap", "naissance: 1999-12-31",
     ('naissance: "<= 1999-12-31"', 'naissance: ">= 1999-12-31"'), "false"),
    ("rows-overlap", "nom: Durand", ("nom: [Dupont, Durand]", "nom: Durand"), "false"),
    ("rows-overlap", "age: 3, marie: false", ('age: "<= 3"', "marie: false, age: 3..4"), "false"),
    ("rows-missing", "age: 10, statut: commercant", ('age: "< 10"', "statut: artisan"), "true"),
    ("rows-missing", "coefficient: 7.005", ('coefficient: "<= 7"', 'coefficient: ">= 7.01"'),
     "true"),
)  # fmt: skip


def _by_hand(rows: Sequence[str], first: str) -> str:
    lines = "".join(f"        - when: {{{row}}}\n          then: 1\n" for row in rows)
    table = f"    table:\n      first: {first}\n      rows:\n{lines}"
    return f"{RULEBOOK}  resultat:\n    label: R\n    unit: 1\n{table}"


@pytest.mark.parametrize(("code", "situation", "rows", "first"), SHOWN)
def test_the_situation_shown_is_the_one_worked_out(
    tmp_path: Path, code: str, situation: str, rows: tuple[str, ...], first: str
) -> None:
    text = _by_hand(rows, first)
    (found,) = check(tmp_path, {"rulebook.yaml": text})
    assert (found.code, found.data["situation"]) == (code, situation)
    assert situation in found.message
    # Of a hole the table is told; of two rows the second, and the line of the first.
    assert stretch(found) == ("table" if code == "rows-missing" else f"{{{rows[-1]}}}")
    first_row = text.split("\n").index(f"        - when: {{{rows[0]}}}") + 1
    assert int(str(found.data.get("other", first_row))) == first_row


@pytest.mark.parametrize(
    ("code", "situation", "rows", "first"), [row for row in SHOWN if row[0] == "rows-missing"]
)
def test_a_row_for_the_situation_shown_covers_it(
    tmp_path: Path, code: str, situation: str, rows: tuple[str, ...], first: str
) -> None:
    found = check(tmp_path, {"rulebook.yaml": _by_hand([*rows, situation], first)})
    assert situation not in [d.data.get("situation") for d in found]


@pytest.mark.parametrize(
    ("code", "situation", "rows", "first"), [row for row in SHOWN if row[0] == "rows-missing"]
)
def test_an_otherwise_mends_every_hole(
    tmp_path: Path, code: str, situation: str, rows: tuple[str, ...], first: str
) -> None:
    text = f"{_by_hand(rows, first)}        - otherwise: 0\n"
    assert check(tmp_path, {"rulebook.yaml": text}) == ()


@pytest.mark.parametrize(
    ("code", "situation", "rows", "first"), [row for row in SHOWN if row[0] == "rows-overlap"]
)
def test_the_first_row_may_win(
    tmp_path: Path, code: str, situation: str, rows: tuple[str, ...], first: str
) -> None:
    text = f"{_by_hand(rows, 'true')}        - otherwise: 0\n"
    assert "rows-overlap" not in codes(check(tmp_path, {"rulebook.yaml": text}))


# --- Every value, one by one ---------------------------------------------------------------------


class Cell(NamedTuple):
    """What is written in a cell, and what it says of a value."""

    text: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class Column:
    """An input: how it is declared, every value that is tried, the bounds its cells may name, and
    how a value is written.
    """

    declared: str
    values: tuple[Any, ...]
    bounds: tuple[Any, ...]
    ordered: bool = True

    def written(self, value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, Fraction):
            return format(Decimal(value.numerator) / value.denominator, "f")
        return str(value)


_DAY = dt.timedelta(days=1)
_FIRST = dt.date(2020, 2, 26)
_DAYS = tuple(_FIRST + n * _DAY for n in range(8))  # through 29 February

COLUMNS: dict[str, Column] = {
    "choix": Column(
        "type: choice, choices: {a: A, 2B: B, 03: C}", ("a", "2B", "03"), ("a", "2B", "03"), False
    ),
    "vu": Column("type: boolean", (True, False), (True, False), False),
    # Bounds may lie between two values, where no value is.
    "entier": Column(
        "type: integer",
        tuple(range(-4, 8)),
        (*range(-2, 6), Fraction(-1, 2), Fraction(1, 4), Fraction(5, 2)),
    ),
    "borne": Column("type: integer, minimum: 0, maximum: 4", tuple(range(5)), tuple(range(5))),
    "montant": Column(
        "type: amount, unit: €",
        tuple(Fraction(n, 100) for n in range(-5, 8)),
        (*(Fraction(n, 100) for n in range(-2, 5)), Fraction(1, 200), Fraction(3, 1000)),
    ),
    # Between two values of a number there is always another: halves between tenths.
    "nombre": Column(
        "type: number",
        tuple(Fraction(n, 20) for n in range(-6, 12)),
        tuple(Fraction(n, 10) for n in range(-2, 5)),
    ),
    "jour": Column(
        "type: date",
        (dt.date(1700, 1, 1), _FIRST - 2 * _DAY, _FIRST - _DAY, *_DAYS, _DAYS[-1] + _DAY,
         dt.date(2999, 12, 31)),
        _DAYS,
    ),
    "mois": Column(
        "type: date, minimum: 2020-02-26, maximum: 2020-03-04", _DAYS, _DAYS
    ),
}  # fmt: skip

_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def _compared(column: Column, sign: str, bound: Any) -> Cell:
    compare = _SIGNS[sign]
    return Cell(f'"{sign} {column.written(bound)}"', lambda value: compare(value, bound))


def _among(column: Column, members: list[Any]) -> Cell:
    texts = [column.written(member) for member in members]
    text = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
    return Cell(text, lambda value: value in members)


def _between(column: Column, ends: list[Any]) -> Cell:
    low, high = sorted(ends)
    text = f"{column.written(low)}..{column.written(high)}"
    return Cell(text, lambda value: low <= value <= high)


def _cells(column: Column) -> st.SearchStrategy[Cell]:
    bound = st.sampled_from(column.bounds)
    kinds = [
        st.lists(bound, min_size=1, max_size=3, unique=True).map(lambda m: _among(column, m)),
        bound.map(lambda b: _compared(column, "!=", b)),
    ]
    if column.ordered:
        signs = st.sampled_from(["<", "<=", ">", ">=", "=="])
        kinds += [
            st.builds(lambda sign, b: _compared(column, sign, b), signs, bound),
            st.builds(lambda sign, b: _compared(column, sign, b), signs, bound),
            st.lists(bound, min_size=2, max_size=2).map(lambda ends: _between(column, ends)),
        ]
    return st.one_of(kinds)


Row = dict[str, Cell]
Situation = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """The rows of a table, and whether its first row wins and its last one is `otherwise`."""

    rows: tuple[Row, ...]
    first: bool
    otherwise: bool

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for row in self.rows for name in row))

    def text(self) -> str:
        """Write the table into a rulebook in which every column is an input."""
        lines = [HEAD + "inputs:"]
        lines += [f"  {n}: {{label: L, {COLUMNS[n].declared}}}" for n in self.columns]
        lines += ["rules:", "  r:", "    label: R", "    unit: 1", "    table:"]
        lines += ["      first: true"] * self.first + ["      rows:"]
        for index, row in enumerate(self.rows):
            cells = ", ".join(f"{name}: {cell.text}" for name, cell in row.items())
            lines.append(f"        - {{when: {{{cells}}}, then: {index}}}")
        lines += ["        - otherwise: -1"] * self.otherwise
        lines += [f"outputs: [r, {', '.join(self.columns)}]", ""]
        return "\n".join(lines)

    def row_at(self, line: int) -> int:
        """Return which row stands on a line of the text."""
        before = self.text().split("\n").index("      rows:") + 2
        return line - before

    def situations(self, known: Mapping[str, Any] | None = None) -> Iterator[Situation]:
        """Give every situation, or all those in which some columns have the values known."""
        known = known or {}
        ranges = [[known[n]] if n in known else COLUMNS[n].values for n in self.columns]
        for values in itertools.product(*ranges):
            yield dict(zip(self.columns, values, strict=True))

    def holding(self, situation: Situation) -> list[int]:
        """Return the rows that hold in a situation."""
        return [
            index
            for index, row in enumerate(self.rows)
            if all(cell.holds(situation[name]) for name, cell in row.items())
        ]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    names = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=3, unique=True))
    row = st.fixed_dictionaries({}, optional={n: _cells(COLUMNS[n]) for n in names})
    rows = draw(st.lists(row.filter(bool), min_size=1, max_size=5))
    return Table(tuple(rows), draw(st.booleans()), draw(st.booleans()))


@st.composite
def whole_tables(draw: st.DrawFn) -> Table:
    """Tables cut out of one another until every situation has its row: mostly sound ones."""
    names = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=2, unique=True))
    rows: list[Row] = [{}]
    for name in names:
        column = COLUMNS[name]
        if column.ordered:
            # Between two cuts stands an interval, which holds both its ends: of a number, in which
            # something lies below every end, there is one cut.
            most = 1 if name == "nombre" else 3
            bound = st.sampled_from(column.bounds[1:])
            cuts = sorted(draw(st.sets(bound, min_size=1, max_size=most)))
            cells = [_compared(column, "<", cuts[0])]
            for low, high in itertools.pairwise(cuts):
                before = max(value for value in column.values if value < high)
                cells.append(_between(column, [low, before]))
            cells.append(_compared(column, ">=", cuts[-1]))
        else:
            taken = draw(st.permutations(column.values))
            cut = draw(st.integers(min_value=1, max_value=len(taken) - 1))
            cells = [_among(column, list(taken[:cut])), _among(column, list(taken[cut:]))]
        rows = [{**row, name: cell} for row in rows for cell in cells]
    rows = draw(st.permutations(rows))
    if draw(st.booleans()):
        rows = rows[1:] or rows
    return Table(tuple(rows), draw(st.booleans()), draw(st.booleans()))


def _overlaps(table: Table) -> dict[int, int]:
    """Return the rows that can hold together with one before, and the first such."""
    found: dict[int, int] = {}
    for situation in table.situations():
        first, *others = table.holding(situation) or [0]
        held = [first, *others]
        for at, row in enumerate(held[1:], start=1):
            found[row] = min([found.get(row, row), *held[:at]])
    return found


def _unreached(table: Table) -> set[int]:
    """Return the rows that are never the first to hold."""
    reached = {held[0] for situation in table.situations() if (held := table.holding(situation))}
    return set(range(len(table.rows))) - reached


def _hole(table: Table) -> bool:
    return any(not table.holding(situation) for situation in table.situations())


def _parsed(table: Table, shown: str) -> Situation:
    """Read the situation shown back, each value among those tried where it is one."""
    found: Situation = {}
    if shown == "toute situation":
        return found
    for part in shown.split(", "):
        name, _, text = part.partition(": ")
        column = COLUMNS[name]
        tried = {column.written(value): value for value in column.values}
        found[name] = tried[text] if text in tried else _other(column, text)
    return found


def _other(column: Column, text: str) -> Any:
    """Return a value that lies between or beyond those tried."""
    if isinstance(column.values[0], Fraction):
        return Fraction(text)
    return dt.date.fromisoformat(text) if "date" in column.declared else int(text)


def _check_overlaps(table: Table, found: Sequence[bareme.Diagnostic]) -> None:
    assert set(codes(found)) == {"rows-overlap"}
    told = {}
    for finding in found:
        assert finding.place is not None
        row = table.row_at(finding.place.line)
        other = told[row] = table.row_at(int(str(finding.data["other"])))
        known = _parsed(table, str(finding.data["situation"]))
        for situation in table.situations(known):
            assert {row, other} <= set(table.holding(situation))
    assert told == _overlaps(table)


def _check_whole(table: Table, found: Sequence[bareme.Diagnostic]) -> None:
    """Check what is told of a table whose rows may be, or are, each alone to hold."""
    hole = _hole(table)
    missing = [d for d in found if d.code == "rows-missing"]
    assert len(missing) == (hole and not table.otherwise)
    for finding in missing:
        for situation in table.situations(_parsed(table, str(finding.data["situation"]))):
            assert table.holding(situation) == []
    never = {table.row_at(d.place.line) for d in found if d.code == "row-never-applies" and d.place}
    expected = _unreached(table)
    expected |= {len(table.rows)} if table.otherwise and not hole else set()
    assert never == expected
    assert set(codes(found)) <= {"rows-missing", "row-never-applies"}


def _check_answers(rules: Path, table: Table) -> None:
    """Ask a table that was found sound for what it answers."""
    book = bareme.load(NAME, rules=rules).on("2019-01-01")
    for situation in itertools.islice(table.situations(), 0, None, 7):
        held = table.holding(situation)
        answer = book.evaluate(situation, outputs=["r"]).exact("r")
        assert answer == (held[0] if held else -1)


def _check(rules: Path, table: Table) -> None:
    figure = "f: {label: F, unit: 1, values: {2019-01-01: {value: 1, note: N}}}\n"
    found = check(rules, {"rulebook.yaml": table.text(), "parameters.yaml": figure})
    if not table.first and _overlaps(table):
        _check_overlaps(table, found)
        return
    _check_whole(table, found)
    if "rows-missing" not in codes(found):
        _check_answers(rules, table)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rules")


_SETTINGS = settings(
    derandomize=True,
    deadline=None,
    max_examples=250,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@_SETTINGS
@given(table=tables())
def test_any_table_is_told_of_as_trying_every_value_tells(rules: Path, table: Table) -> None:
    _check(rules, table)


@_SETTINGS
@given(table=whole_tables())
def test_a_table_cut_in_pieces_is_told_of_as_trying_every_value_tells(
    rules: Path, table: Table
) -> None:
    _check(rules, table)
