"""Times things side by side: in turns, and by medians, so that noise hits all of them alike."""

from __future__ import annotations

import statistics
import subprocess
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds of two sides, and how many times the second one takes as long as the first."""

    reference: float
    measured: float
    ratio: float


def compare(
    reference: Callable[[], object], measured: Callable[[], object], rounds: int, seconds: float
) -> Compared:
    """Time two calls in turns, each for about `seconds` a round.

    The ratio is the median of those of the rounds: each compares what ran side by side.
    """
    counts = [_calls_in(seconds, call) for call in (reference, measured)]
    pairs = [
        (_each(reference, counts[0]), _each(measured, counts[1])) for _ in range(max(rounds, 1))
    ]
    return Compared(
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
        statistics.median(second / first for first, second in pairs),
    )


def median_of(call: Callable[[], object], times: int) -> float:
    """Return the median of the seconds a call takes."""
    return statistics.median(_each(call, 1) for _ in range(times))


def once(call: Callable[[], _Result]) -> tuple[float, _Result]:
    """Return the seconds of a single call, and what it returned."""
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def processes(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], rounds: int
) -> dict[str, list[float]]:
    """Return the seconds of whole processes, run in turns, after a turn that is not counted.

    RuntimeError when one fails.
    """
    found: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            seconds, _ = once(partial(_run, command, environment))
            if turn:
                found[name].append(seconds)
    return found


def reports(command: Sequence[str], environment: Mapping[str, str], rounds: int) -> list[str]:
    """Return what a process prints each time, after a run that is not counted."""
    return [_run(command, environment) for _ in range(rounds + 1)][1:]


def _run(command: Sequence[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        command, env=environment, capture_output=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        last = " ".join(done.stderr.strip().splitlines()[-1:])
        raise RuntimeError(f"status {done.returncode} of {' '.join(command)[:80]}: {last}")
    return done.stdout


def _each(call: Callable[[], object], count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        call()
    return (time.perf_counter() - start) / count


def _calls_in(seconds: float, call: Callable[[], object]) -> int:
    """Return how many calls take about so long, after some that warm it up."""
    count = 1
    while (taken := _each(call, count) * count) < seconds / 10:
        count *= 2
    return max(1, round(count * seconds / taken))
