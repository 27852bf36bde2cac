"""What commands write, and where: results to standard output, the rest to standard error."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

from bareme.diagnostics import Severity
from bareme.diagnostics.rendering import paint, printable, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bareme.diagnostics import Diagnostic

# The command was not given as it must be: nothing was found out about a rulebook.
_MISSTATED = frozenset(
    {
        *("not-an-assignment", "no-such-file", "no-rulebooks"),
        *("nothing-to-compare", "two-dates-needed", "one-rulebook-needed"),
        *("git-missing", "git-failed", "not-a-repository", "unknown-revision"),
        *("revision-not-fetched", "rulebook-in-submodule"),
    }
)
# The same, unless the finding stands in a file.
_MISSTATED_ALONE = frozenset(
    {
        "unknown-rulebook",
        "unknown-output",
        "no-outputs",
        "date-missing",
        "reference-date-missing",
        "not-a-date",
        "no-such-day",
    }
)


def colored(choice: str, stream: TextIO) -> bool:
    """Tell whether to colour what goes to a stream."""
    if choice == "auto":
        return stream is not None and stream.isatty() and not os.environ.get("NO_COLOR")
    return choice == "always"


def complain(diagnostics: Sequence[Diagnostic], color: str) -> None:
    """Write findings to standard error."""
    _beside(text(diagnostics, colored(color, sys.stderr)))


def status_of(diagnostics: Iterable[Diagnostic]) -> int:
    """Return the exit status for errors: 2 when the command could not be carried out."""
    errors = [d for d in diagnostics if d.severity is Severity.ERROR]
    for error in errors:
        if error.code in _MISSTATED or (error.place is None and error.code in _MISSTATED_ALONE):
            return 2
    return 1 if errors else 0


def prepare() -> None:
    """Make the streams write what their encoding lacks as `?` rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(line: str = "") -> None:
    """Write a line of the result."""
    print(printable(line))


def note(line: str) -> None:
    """Write a line beside the result."""
    _beside(printable(line))


def _beside(text_: str) -> None:
    """Write to standard error, if anyone is there to read it: what is done is done all the same."""
    with contextlib.suppress(OSError, ValueError):
        print(text_, file=sys.stderr, flush=True)


def say_json(data: Any) -> None:
    """Write the result as JSON."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def say_table(rows: Sequence[Sequence[str]], heading: Sequence[str], color: bool = False) -> None:
    """Write rows in columns as wide as what is in them."""
    widths = [max(len(row[i]) for row in (heading, *rows)) for i in range(len(heading))]
    for index, row in enumerate((heading, *rows)):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        line = printable("  ".join(cells).rstrip())
        print(paint(line, "1", color) if index == 0 else line)


def silence() -> None:
    """Drop what is still to be written: its reader has gone."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  # until exit
