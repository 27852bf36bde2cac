"""The rows that were not judged, one line for each thing that is wrong with them."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from bareme.batch.forms import UTF8
from bareme.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bareme.batch.dialect import Dialect
    from bareme.batch.stretch import Reject
    from bareme.diagnostics import Diagnostic

_HEADING = ("ligne", "colonne", "valeur", "code", "motif", "remède")
_FILE = "fichier"
TOLD = 3  # rejects that are told when none are kept


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what is wrong, without what is only worth knowing."""
    return [found for found in diagnostics if found.severity is Severity.ERROR]


def opening(dialect: Dialect, with_file: bool) -> bytes:
    """Return how a file of rejects begins. It is in UTF-8, and says so by its mark where the file
    that was read is not UTF-8 without.
    """
    mark = b"" if dialect.encoding == UTF8 else codecs.BOM_UTF8
    return mark + _row((_FILE, *_HEADING) if with_file else _HEADING, dialect.separator)


@dataclass(slots=True)
class Rejects:
    """The rejects of one part, written as they come; the first ones are kept to be told."""

    file: IO[bytes]
    separator: str
    name: str | None
    told: list[Reject] = field(default_factory=list)

    def write(self, rejects: Sequence[Reject]) -> None:
        """Write some rejects, in the order of their lines."""
        self.told += rejects[: TOLD - len(self.told)]
        for reject in rejects:
            found = reject.diagnostic
            cells = (str(reject.number), reject.column, reject.value)
            row = (*cells, found.code, found.message, found.remedy)
            self.file.write(_row(row if self.name is None else (self.name, *row), self.separator))


def _row(cells: Sequence[str], separator: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerow(cells)
    return text.getvalue().encode("utf-8", "replace")
