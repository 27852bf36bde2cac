"""What `bareme diff` takes: as a whole process, by the number of changes, over a population."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
from benchmarks import population
from benchmarks.table import Row, at_most, duration
from benchmarks.timing import median_of, processes

import bareme
from bareme.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RULEBOOK = "indemnites-journalieres"
PROCESS_LIMIT = 2
POPULATION_LIMIT = 5
_DATES = "--from 2018-12-31 --to 2019-01-01"
_AS_OF = dt.date(2026, 1, 1)
_CHANGES = (1, 2, 4, 8)
_FIGURE = re.compile(r"value: (\d+)(?= %|$)", re.MULTILINE)


def rows(quick: bool, environment: Mapping[str, str]) -> list[Row]:
    """Return the lines of this section."""
    return [
        *_process(quick, environment),
        *_growth(quick),
        *_population(quick, environment),
    ]


def _process(quick: bool, environment: Mapping[str, str]) -> Iterator[Row]:
    command = str(Path(sys.executable).with_name("bareme"))
    taken = processes(
        {
            "test": [command, "test", RULEBOOK],
            "text": [command, "diff", RULEBOOK, *_DATES.split()],
            "html": [command, "diff", RULEBOOK, *_DATES.split(), "--format", "html"],
        },
        environment,
        rounds=3 if quick else 9,
    )
    test = statistics.median(taken["test"])
    for form in ("text", "html"):
        seconds = statistics.median(taken[form])
        what = f"`bareme diff {RULEBOOK} {_DATES}`, {form} (`bareme test` of it: {duration(test)})"
        limit = duration(PROCESS_LIMIT)
        yield at_most(what, duration(seconds), seconds, PROCESS_LIMIT, limit)


def _growth(quick: bool) -> Iterator[Row]:
    """Compare two editions that differ in more and more figures, on every period there is."""
    old = bareme.load(RULEBOOK)
    one = 0.0
    for count in _CHANGES[:2] if quick else _CHANGES:
        new = _edition(count)
        seconds = median_of(lambda new=new: bareme.diff(old, new, as_of=_AS_OF), 1 if quick else 3)  # type: ignore[misc]
        one = one or seconds
        periods = len(bareme.diff(old, new, as_of=_AS_OF).comparisons)
        many = "s" if count > 1 else ""
        yield Row(
            f"two editions, {count} figure{many} changed, compared on {periods} periods",
            f"{duration(seconds)} ({seconds / one:.1f} × one change)",
        )


def _edition(count: int) -> bareme.Rulebook:
    """Return the rulebook with so many of its figures one more than they are."""
    with tempfile.TemporaryDirectory() as place:
        rules = Path(place) / "rules"
        shutil.copytree(shipped("rules"), rules)
        file = rules / RULEBOOK / "parameters.yaml"
        text = _FIGURE.sub(lambda m: f"value: {int(m[1]) + 1}", file.read_text("utf-8"), count)
        file.write_text(text, "utf-8")
        return bareme.load(RULEBOOK, rules=rules)


def _population(quick: bool, environment: Mapping[str, str]) -> Iterator[Row]:
    size = 50_000 if quick else 1_000_000
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "people.parquet"
        pq.write_table(population.long_table(population.people(size)), file)
        command = str(Path(sys.executable).with_name("bareme"))
        plain = [command, "diff", RULEBOOK, *_DATES.split()]
        taken = processes(
            {
                "read": [sys.executable, "-c", _READ, str(file)],
                "plain": plain,
                "people": [*plain, "--population", str(file)],
            },
            environment,
            rounds=1 if quick else 5,
        )
    read, without, with_ = (statistics.median(taken[name]) for name in taken)
    seconds = with_ - without
    yield at_most(
        f"the same with {size:,} people (Parquet), beyond it and reading the file "
        f"({duration(read)})",
        duration(seconds - read),
        seconds - read,
        POPULATION_LIMIT,
        duration(POPULATION_LIMIT),
    )


_READ = "import sys, pyarrow.parquet as pq; pq.read_table(sys.argv[1])"
