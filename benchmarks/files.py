"""Whole files: `bareme batch` against a program that only copies them, each a new process."""

from __future__ import annotations

import contextlib
import gzip
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
from benchmarks import population
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_RULEBOOK = "indemnites-journalieres"
_COPY = """
import sys, pyarrow.parquet as pq
source = pq.ParquetFile(sys.argv[1])
with pq.ParquetWriter(sys.argv[2], source.schema_arrow) as out:
    for batch in source.iter_batches(262_144):
        out.write_batch(batch)
"""
_PIECE = 1_000_000  # rows made at a time


class _Done(NamedTuple):
    """What a process took: seconds, and megabytes at most."""

    seconds: float
    held: float


def rows(quick: bool, environment: Mapping[str, str]) -> list[Row]:
    """Return the lines of this section."""
    sizes = (200_000, 20_000) if quick else (10_000_000, 1_000_000)
    with tempfile.TemporaryDirectory() as place:
        return list(_measured(Path(place), *sizes, environment))


def _measured(
    place: Path, rows_parquet: int, rows_csv: int, environment: Mapping[str, str]
) -> Iterator[Row]:
    parquet, delimited = place / "people.parquet", place / "people.csv"
    _write_parquet(parquet, rows_parquet)
    _write_delimited(delimited, rows_csv)
    compressed = place / "people.csv.gz"
    compressed.write_bytes(gzip.compress(delimited.read_bytes(), 6))
    copy = [sys.executable, "-c", _COPY, str(parquet), str(place / "copy")]
    calls: dict[str, Callable[[], _Done]] = {"copy": partial(_run, copy, environment)}
    for workers in (1, 2):
        target = place / f"out{workers}.parquet"
        calls[f"{workers} thread{'s' if workers > 1 else ''}"] = partial(
            _batch, parquet, target, workers, environment
        )
    turns = [{name: call() for name, call in calls.items()} for _ in range(3)]
    for name in calls:
        done = _Done(
            median(turn[name].seconds for turn in turns), max(turn[name].held for turn in turns)
        )
        if name == "copy":
            what = f"copying a Parquet file of {rows_parquet:,} rows, with pyarrow"
            yield _row(what, done, rows_parquet)
            continue
        ratio = median(turn[name].seconds / turn["copy"].seconds for turn in turns)
        what = f"`bareme batch`: {rows_parquet:,} rows, Parquet in and out, {name}"
        yield _row(what, done, rows_parquet, f", {ratio:.1f} × the copy")
    for path, suffix in ((delimited, "csv"), (compressed, "csv.gz")):
        done = _batch(path, place / f"out.{suffix}", 2, environment)
        what = f"`bareme batch`: {rows_csv:,} rows, {suffix} in and out, 2 threads"
        yield _row(what, done, rows_csv)


def _batch(source: Path, target: Path, workers: int, environment: Mapping[str, str]) -> _Done:
    target.unlink(missing_ok=True)
    asked = ["--on", population.DAY.isoformat(), "--outputs", population.AMOUNT]
    program = str(Path(sys.executable).with_name("bareme"))
    return _run(
        [program, "batch", _RULEBOOK, str(source), str(target), *asked, "--workers", str(workers)],
        environment,
    )


def _run(command: Sequence[str], environment: Mapping[str, str]) -> _Done:
    """Return the seconds of a process, and the megabytes it held at most (on Linux, else 0)."""
    held, start = 0.0, time.perf_counter()
    with tempfile.TemporaryFile() as told:
        with subprocess.Popen(command, env=dict(environment), stderr=told) as process:
            while process.poll() is None:
                held = max(held, _megabytes(process.pid))
                time.sleep(0.005)
        seconds = time.perf_counter() - start
        if process.returncode:
            told.seek(0)
            raise RuntimeError(told.read().decode()[-200:])
    return _Done(seconds, held)


def _megabytes(process: int) -> float:
    """Return what a process has held at most so far: what it was started from does not count."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    return 0.0


def _row(what: str, done: _Done, size: int, more: str = "") -> Row:
    rate = size / done.seconds
    speed = f"{rate / 1e6:.1f} M" if rate >= 1e6 else f"{rate / 1e3:.0f} k"
    return Row(
        what, f"{done.seconds:.1f} s ({speed} rows a second){more}, {done.held:.0f} MB at most"
    )


def _pieces(size: int) -> Iterator[pa.Table]:
    for start in range(0, size, _PIECE):
        yield population.short_table(population.people(min(_PIECE, size - start)))


def _write_parquet(path: Path, size: int) -> None:
    with pq.ParquetWriter(path, next(_pieces(1)).schema) as out:
        for table in _pieces(size):
            out.write_table(table)


def _write_delimited(path: Path, size: int) -> None:
    """Write a file as an office in France does: `;` and decimal commas."""
    with path.open("wb") as out:
        for index, table in enumerate(_pieces(size)):
            texts = pc.replace_substring(table.column(2).cast(pa.string()), ".", ",")
            written = table.set_column(2, table.column_names[2], texts)
            options = pyarrow.csv.WriteOptions(
                include_header=index == 0, delimiter=";", quoting_style="none"
            )
            pyarrow.csv.write_csv(written.cast(_as_texts(written)), out, options)


def _as_texts(table: pa.Table) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in table.column_names])
