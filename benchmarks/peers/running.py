"""A program of an engine under way: asked for its answers, its times and its memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self, TypeVar, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.peers.environments import Environment

_Key = TypeVar("_Key")

_THREADS = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS")


class ProgramFailed(Exception):
    """A program that ended before it answered, and the last line it wrote."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds of a pass of both sides, and their ratios over the rounds."""

    reference: float
    measured: float
    ratios: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times the measured side takes as long as the reference: the median."""
        return statistics.median(self.ratios)


class Program:
    """An engine in a process of its own, which has read its situations and waits for orders."""

    def __init__(
        self, environment: Environment, situations: Path, form: str, threads: int = 1
    ) -> None:
        limits = dict.fromkeys(_THREADS, str(threads))
        self._process = subprocess.Popen(
            [*environment.command, str(situations), form, str(threads)],
            cwd=environment.directory,
            env={**os.environ, **limits, "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._process.kill()
        self._process.communicate()

    def wait(self) -> Self:
        """Wait until the situations are read; ProgramFailed when they cannot be."""
        self._line()
        return self

    def answers(self) -> Any:
        """Return the daily amounts in cents, one a situation."""
        with tempfile.TemporaryDirectory() as directory:
            found = Path(directory) / "answers"
            self._ask(f"answer {found}")
            return np.fromfile(found, np.int32)

    def seconds(self, about: float) -> float:
        """Return the mean seconds of a pass over all the situations, timed for about so long."""
        return float(self._ask(f"time {about}"))

    def memory(self) -> tuple[int, int]:
        """Return the most memory held before the first pass, and until now, in bytes."""
        before, now = self._ask("memory").split()
        return int(before), int(now)

    def _ask(self, order: str) -> str:
        try:
            cast("IO[str]", self._process.stdin).write(f"{order}\n")
            cast("IO[str]", self._process.stdin).flush()
        except BrokenPipeError:
            pass  # the line that does not come tells why
        return self._line()

    def _line(self) -> str:
        line = cast("IO[str]", self._process.stdout).readline()
        if not line:
            lines = self._process.communicate()[1].strip().splitlines()
            raise ProgramFailed(lines[-1] if lines else f"status {self._process.returncode}")
        return line.strip()


def in_turns(
    pairs: Mapping[_Key, tuple[Program, Program]], rounds: int, about: float
) -> dict[_Key, Compared]:
    """Time the two sides of each pair one after the other, round after round.

    Every side has a pass that is not counted; each side of a round is timed for `about` seconds,
    a pass at least. A ratio compares what ran side by side.
    """
    for sides in pairs.values():
        for side in sides:
            side.seconds(0)
    taken: dict[_Key, list[tuple[float, float]]] = {key: [] for key in pairs}
    for _ in range(rounds):
        for key, (reference, measured) in pairs.items():
            taken[key].append((reference.seconds(about), measured.seconds(about)))
    return {
        key: Compared(
            statistics.median(first for first, _ in times),
            statistics.median(second for _, second in times),
            tuple(second / first for first, second in times),
        )
        for key, times in taken.items()
    }
