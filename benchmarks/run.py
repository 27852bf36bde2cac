"""Measures the engine and prints a table in Markdown: `python -m benchmarks.run [--quick]`.

What matters is measured as a ratio of two things timed in turns, in the same run: a loaded or
a slow machine changes both alike. It always ends with status 0: a figure that falls short is a
line of the table, and no failure.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if __package__ in {None, ""}:  # run as a file: its neighbours are found from the directory above
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks import calls, commands, differences, files, growth, loading, tables
from benchmarks.table import Row, markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, smaller rulebooks")
    quick: bool = parser.parse_args().quick
    print(machine())
    with tempfile.TemporaryDirectory() as bytecode:
        environment = as_installed(bytecode)
        sections: Mapping[str, Callable[[], list[Row]]] = {
            "one call": lambda: calls.rows(quick),
            "tables": lambda: tables.rows(quick),
            "files": lambda: files.rows(quick, environment),
            "loading": lambda: loading.rows(quick, environment),
            "growth": lambda: growth.rows(quick),
            "command line": lambda: commands.rows(quick, environment),
            "differences": lambda: differences.rows(quick, environment),
        }
        rows = [row for name, measure in sections.items() for row in attempted(name, measure)]
    print(f"\n{markdown(rows)}")


def machine() -> str:
    """Return what the figures were measured on."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def as_installed(bytecode: str) -> dict[str, str]:
    """Return an environment in which modules are compiled once, as an installed package is.

    `bytecode` is the directory that keeps them, so that none is left in the sources.
    """
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": bytecode}


def attempted(name: str, measure: Callable[[], list[Row]]) -> list[Row]:
    """Return the lines of one section, or why it could not be measured."""
    print(f"measuring {name}…", file=sys.stderr)
    try:
        return measure()
    except Exception as error:  # noqa: BLE001  # the other sections are still worth measuring
        return [Row(name, f"not measured: {type(error).__name__}: {error}", met=False)]


if __name__ == "__main__":
    main()
