"""What comes of a table: its answers, and the rows that cannot be judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bareme.tables.judging import Rejected


@dataclass(frozen=True, slots=True)
class TableResult:
    """The answers of a table.

    `table` is what was given, with a column for each output, null where there is none; answers
    take the place of a column of that name. `rejected` are the rows that cannot be judged, with
    everything that is wrong with them, in their order; those of a stream are counted from its
    first row.
    """

    table: Any
    rejected: tuple[Rejected, ...]
    outputs: tuple[str, ...]
