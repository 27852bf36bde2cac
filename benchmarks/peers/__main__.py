"""Compares this engine with others and prints a table in Markdown: `python -m benchmarks.peers`.

Every peer is installed in an environment of its own, at the version written in
`environments.py`, the first time it is asked for. One that cannot be had is a line of the
table; the status is always 0.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers.comparing import Comparison
from benchmarks.peers.contenders import OURS, TITLES
from benchmarks.peers.environments import HOME, VERSIONS, NotInstalled, own, prepared
from benchmarks.run import attempted, machine
from benchmarks.table import Row, markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.peers.environments import Environment


def main() -> None:
    """Install, compare, and print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.peers", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no table of 5M rows")
    parser.add_argument(
        "--only", action="append", choices=tuple(VERSIONS), help="one peer; may be repeated"
    )
    parser.add_argument(
        "--environments", type=Path, default=HOME, metavar="DIR", help=f"default: {HOME}"
    )
    given = parser.parse_args()
    environments, rows = _prepared(given.only or tuple(VERSIONS), given.environments)
    print(f"{machine()}; {', '.join(_versions(environments))}")
    with tempfile.TemporaryDirectory() as directory:
        comparison = Comparison(environments, Path(directory))
        for name, measure in _sections(comparison, given.quick).items():
            rows += attempted(name, partial(_listed, measure))
    print(f"\n{markdown(rows)}")


def _sections(comparison: Comparison, quick: bool) -> dict[str, Callable[[], Iterator[Row]]]:
    sections: dict[str, Callable[[], Iterator[Row]]] = {
        "wrong cents": comparison.wrong_cents,
        "one person": partial(comparison.persons, 500, 3 if quick else 11, 0.1),
    }
    rounds = {10_000: (5, 0.05), 1_000_000: (3, 0.1)} if quick else _ROUNDS
    for size, (count, about) in rounds.items():
        sections[f"{size:,} rows"] = partial(comparison.tables, size, count, about)
    return sections


# Rounds of a table of so many rows, and the seconds each side is timed for in a round.
_ROUNDS = {10_000: (21, 0.05), 1_000_000: (11, 0.2), 5_000_000: (5, 0.5)}


def _prepared(names: tuple[str, ...], home: Path) -> tuple[dict[str, Environment], list[Row]]:
    environments, rows = {OURS: own()}, []
    for name in names:
        try:
            environments[name] = prepared(name, home.expanduser())
        except NotInstalled as error:
            rows.append(Row(TITLES[name], f"not installed: {error}"))
    return environments, rows


def _versions(environments: dict[str, Environment]) -> Iterator[str]:
    for name, versions in VERSIONS.items():
        if name in environments:
            yield versions[0].replace("==", " ").replace("@", " ")


def _listed(measure: Callable[[], Iterator[Row]]) -> list[Row]:
    return list(measure())


if __name__ == "__main__":
    main()
