"""What every program of this package shares: the situations it reads, the orders it obeys.

`python -m benchmarks.peers.programs.NAME DIRECTORY FORM THREADS` reads situations, one file a
column: whole cents as int32, the status by its place in STATUSES and flags as uint8, all in the
machine's order of bytes. Then it obeys the lines of its standard input: `answer FILE` writes the
daily amounts in cents as int32, `time SECONDS` judges all the situations over and over for
about so long and prints the mean seconds of one pass, `memory` prints the peak in bytes before
the first pass and until now (what is not asked of engines that take one person at a time).

Standard library only: it runs in environments that hold nothing but an engine.
"""

from __future__ import annotations

import resource
import sys
import time
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

STATUSES = ("artisan", "commercant", "conjoint_collaborateur", "profession_liberale")
INCOME = "revenu_annuel_moyen"
FLAGS = (
    "micro_entrepreneur",
    "cotisation_minimale",
    "affiliation_un_an",
    "temps_partiel_therapeutique",
)
# The type code of each column, for `array` as for numpy.
COLUMNS = {"statut": "B", INCOME: "i", **dict.fromkeys(FLAGS, "B")}


class Engine(NamedTuple):
    """One pass over all the situations, and how its answers are read as whole cents.

    Only `judge` is timed: it ends with the answers as the engine gives them.
    """

    judge: Callable[[], Any]
    cents: Callable[[Any], Iterable[int]]


def situations(directory: Path, amount: Callable[[int], object]) -> list[dict[str, Any]]:
    """Return the situations one by one; `amount` makes the income from its cents."""
    codes, cents, *flags = (_column(directory, name) for name in ("statut", INCOME, *FLAGS))
    return [
        {"statut": STATUSES[code], INCOME: amount(income)}
        | dict(zip(FLAGS, map(bool, flag), strict=True))
        for code, income, *flag in zip(codes, cents, *flags, strict=True)
    ]


def euros(cents: int) -> float:
    """Return the float nearest to an amount: the one its decimal text would give."""
    return cents / 100


def rounded_cents(amounts: Iterable[Any]) -> list[int]:
    """Return amounts of euros as the nearest whole cents: no half is ever near."""
    return [round(amount * 100) for amount in amounts]


def serve(forms: Mapping[str, Callable[[Path, int], Engine]]) -> None:
    """Make the engine that the command line names, then obey standard input until it ends."""
    directory, form, threads = sys.argv[1:]
    judge, cents = forms[form](Path(directory), int(threads))
    before = _peak()
    print("ready", flush=True)
    for line in sys.stdin:
        verb, _, what = line.strip().partition(" ")
        if verb == "answer":
            with Path(what).open("wb") as file:
                array("i", cents(judge())).tofile(file)
            print("done", flush=True)
        elif verb == "time":
            print(_mean_seconds(judge, float(what)), flush=True)
        else:
            print(before, _peak(), flush=True)


def _column(directory: Path, name: str) -> array[int]:
    return array(COLUMNS[name], (directory / name).read_bytes())


def _mean_seconds(judge: Callable[[], Any], at_least: float) -> float:
    start, count, taken = time.perf_counter(), 0, 0.0
    while taken < at_least or not count:
        judge()
        count += 1
        taken = time.perf_counter() - start
    return taken / count


def _peak() -> int:
    """Return the most memory this process has held, in bytes.

    Linux counts in `ru_maxrss` what the process that started this one held: it is asked otherwise.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
