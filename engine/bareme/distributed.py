"""One batch of a table to its answers, on whatever machine it lies: what is shipped to workers.

A `Judge` is a function of a batch that travels: it is pickled with all a rulebook says, so that a
worker needs `bareme`, and no rules directory. What Spark, Dask and Ray do with it is theirs.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bareme._version import __version__
from bareme.translation import language, speaking

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow as pa

    from bareme.diagnostics import Diagnostic
    from bareme.rulebook import Rulebook, Rules

REJECTS = "rejet"
_REASON = ("code", "subject", "message", "remedy")  # as a finding is written in JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A function of a batch: it comes back with a column for each output, as from
    `Rules.evaluate_table`, and one more that tells why a row is rejected.

    A batch is whatever `evaluate_table` takes. With `on`, every row is judged by the version in
    force on that date (a `date`, or ISO text); without, each on its own reference date. The
    column `rejects` holds the findings of a row that cannot be judged (a list of `code`,
    `subject`, `message`, `remedy`), and null where it was judged. They are told in `lang`: unless
    it is named, the language in use where the judge is made, not that of the worker.

    Calling it raises SituationError for a column that cannot be what it is called, and ValueError
    when a column is called `rejects` already (in any case: some engines do not tell them apart).
    """

    book: Rulebook
    on: dt.date | str | None = None
    outputs: Iterable[str] | None = None
    types: Mapping[str, Any] | None = None
    rejects: str = REJECTS
    lang: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "lang", self.lang or language())
        if self.outputs is not None and not isinstance(self.outputs, str):
            object.__setattr__(self, "outputs", tuple(self.outputs))

    def __call__(self, batch: Any) -> Any:
        """Return a batch with its answers and its rejects, of the make it came as."""
        with speaking(self.lang or language()):
            return self._judged(batch)

    def _judged(self, batch: Any) -> Any:
        from bareme.tables.frames import like, to_arrow

        table = to_arrow(batch)
        found = self._rules.evaluate_table(table, outputs=self.outputs, types=self.types, workers=1)
        taken = {name.lower() for name in (*table.column_names, *found.outputs)}
        if self.rejects.lower() in taken:
            raise ValueError(f"there is a column {self.rejects} already: name another as rejects")
        added = {name: found.table.column(name) for name in found.outputs}
        told = {row.row: row.diagnostics for row in found.rejected}
        return like(batch, {**added, self.rejects: _reasons(told, table.num_rows)})

    def __reduce__(self) -> tuple[Any, ...]:
        # The rulebook as bytes, so that a worker which meets it again knows it by them.
        packed = pickle.dumps(self.book)
        asked = (self.on, self.outputs, self.types, self.rejects, self.lang)
        return (_unpacked, (__version__, packed, *asked))

    @property
    def _rules(self) -> Rulebook | Rules:
        return self.book if self.on is None else self.book.on(self.on)


def _unpacked(
    version: str, packed: bytes, on: Any, outputs: Any, types: Any, rejects: str, lang: str
) -> Judge:
    if version != __version__:
        raise RuntimeError(
            f"this worker has bareme {__version__}: install {version}, as the sender"
        )
    book = _book(packed)
    return Judge(book=book, on=on, outputs=outputs, types=types, rejects=rejects, lang=lang)


@lru_cache(maxsize=8)  # a worker is handed the same rulebook with every task
def _book(packed: bytes) -> Rulebook:
    book: Rulebook = pickle.loads(packed)  # noqa: S301  # within what the engine unpickles anyway
    return book


def _reasons(told: Mapping[int, Sequence[Diagnostic]], size: int) -> pa.ChunkedArray:
    import pyarrow as pa

    type_ = pa.list_(pa.struct([(name, pa.string()) for name in _REASON]))
    if not told:
        return pa.chunked_array([pa.nulls(size, type_)])
    rows = [[_told(d) for d in told[row]] if row in told else None for row in range(size)]
    return pa.chunked_array([pa.array(rows, type_)])


def _told(diagnostic: Diagnostic) -> dict[str, str | None]:
    return {name: getattr(diagnostic, name) for name in _REASON}
