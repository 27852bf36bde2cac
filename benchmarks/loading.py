"""Reading and checking the shipped rulebooks, and what importing the package costs."""

from __future__ import annotations

import json
import statistics
import sys
from typing import TYPE_CHECKING

from benchmarks.table import Row, at_most, duration
from benchmarks.timing import median_of, reports

import bareme

if TYPE_CHECKING:
    from collections.abc import Mapping

BOOKS = ("plafonds", "indemnites-journalieres")
LIMIT = 0.25

# Run in an interpreter of its own: what a program pays that evaluates one situation and ends.
_FRESH = f"""
import json, time
def lap(act):
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
def package():
    import bareme.loading, bareme.checking.examples, bareme.checking.published
def load():
    for name in {BOOKS}: bareme.load(name)
def check():
    for name in {BOOKS}: bareme.rules_directory().check(name)
laps = {{"package": lap(package)}}
import bareme
print(json.dumps(laps | {{"load": lap(load), "check": lap(check)}}))
"""


def rows(quick: bool, environment: Mapping[str, str]) -> list[Row]:
    """Return the lines about loading."""
    rounds = 3 if quick else 9
    printed = reports([sys.executable, "-c", _FRESH], environment, rounds)
    laps = [json.loads(line) for line in printed]
    fresh = {name: statistics.median(lap[name] for lap in laps) for name in laps[0]}
    load, check = median_of(_load, rounds), median_of(_check, rounds)
    aim = duration(LIMIT)
    both = "both shipped rulebooks"
    return [
        Row(
            "import of all that loading and checking need, libraries included",
            duration(fresh["package"]),
        ),
        at_most(
            f"load {both}, fresh interpreter", duration(fresh["load"]), fresh["load"], LIMIT, aim
        ),
        at_most(f"load {both}, warm", duration(load), load, LIMIT, aim),
        at_most(
            f"check {both} with figures and examples, fresh interpreter, once loaded",
            duration(fresh["check"]),
            fresh["check"],
            LIMIT,
            aim,
        ),
        at_most(
            f"check {both} with figures and examples, warm", duration(check), check, LIMIT, aim
        ),
    ]


def _load() -> None:
    for name in BOOKS:
        bareme.load(name)


def _check() -> None:
    for name in BOOKS:
        bareme.rules_directory().check(name)
