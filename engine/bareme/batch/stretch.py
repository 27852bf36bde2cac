"""Some rows of an input, whatever its format: what is judged of them, and what is carried along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from bareme.batch.dialect import Dialect
    from bareme.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Position:
    """Where in an input a row begins: how many bytes (or row groups) stand before, and the number
    of its line (or of the row).
    """

    offset: int
    number: int


@dataclass(frozen=True, slots=True)
class Wants:
    """What is to come out beside the answers: the columns they take the place of, and whether
    every cell is wanted by itself (`whole`), or rows as they stand.
    """

    replaced: frozenset[str]
    whole: bool


@dataclass(frozen=True, slots=True)
class Reject:
    """One thing that is wrong with a row: on which line, in which column, and what stands there."""

    number: int
    column: str
    value: str
    diagnostic: Diagnostic


class Carried(Protocol):
    """What comes out of some rows beside their answers: everything that came in."""

    def taken(self, rows: Any) -> Carried:
        """Return some of the rows."""

    def table(self, answers: Mapping[str, pa.Array]) -> pa.Table:
        """Return the rows as a table with their answers."""

    def pieces(self, dialect: Dialect, answers: Mapping[str, pa.Array]) -> Sequence[pa.Array | str]:
        """Return the parts of each line of a delimited file, answers (as cells) included."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that come one after another.

    `given` is what the rulebook reads of them, `shown` the same as it stands in the file, and
    `numbers` their lines. `rejects` tells of rows that are none, `broken` of them, and `doubts`
    of rows in `given`, by their place. `end` is where the next rows begin, and `reached` how many
    bytes of the file were read.
    """

    given: pa.Table
    shown: pa.Table
    numbers: Any
    carried: Carried
    rejects: tuple[Reject, ...]
    broken: int
    doubts: Mapping[int, tuple[Diagnostic, ...]]
    end: Position
    reached: int

    @property
    def size(self) -> int:
        """How many rows were read, those that are none included."""
        return int(self.given.num_rows) + self.broken
