"""Files by what is in them and by what they are called; written whole or not at all."""

from __future__ import annotations

import gzip
import os
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from bareme.batch.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PARQUET, DELIMITED = "parquet", "csv"
_SUFFIXES = {
    ".parquet": PARQUET,
    ".pq": PARQUET,
    **dict.fromkeys((".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz"), DELIMITED),
}
_GZIP, _UTF16, _ZIP = b"\x1f\x8b", (b"\xff\xfe", b"\xfe\xff"), b"PK\x03\x04"


def suffix_of(path: Path) -> str:
    """Return the ending of a name that tells a format: `.csv.gz`; else nothing."""
    name = path.name.lower()
    found = [suffix for suffix in _SUFFIXES if name.endswith(suffix)]
    return max(found, key=len, default="")


def format_named(path: Path) -> str | None:
    """Return the format a name announces; None when it announces none."""
    return _SUFFIXES.get(suffix_of(path))


def format_within(path: Path) -> str:
    """Return the format of a file by its first bytes; BatchError for one that is not read."""
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        refuse("file-empty", file=path)
    if start == b"PAR1":
        return PARQUET
    if format_named(path) == PARQUET:
        refuse("not-parquet", file=path)
    if start == _ZIP:
        refuse("file-is-workbook", file=path)
    if start[:2] in _UTF16:
        refuse("file-utf16", file=path)
    return DELIMITED


@contextmanager
def read(path: Path) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Open a file, compressed or not: its text, and the file as it lies on disk, whose position
    tells how far the reading has come. BatchError when its compression breaks off.
    """
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        if not packed:
            yield raw, raw
            return
        with gzip.GzipFile(fileobj=raw) as text:
            try:
                yield cast("BinaryIO", text), raw
            except (EOFError, zlib.error, gzip.BadGzipFile):
                refuse("file-broken-off", file=path)


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to be written, compressed if its name says so: it appears under its name once
    it is complete and on disk, and not at all when that fails.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as raw:
            if path.name.lower().endswith(".gz"):  # without name nor time: same rows, same bytes
                with gzip.GzipFile("", "wb", 6, raw, 0) as packed:
                    yield cast("IO[bytes]", packed)
            else:
                yield raw
            raw.flush()
            os.fsync(raw.fileno())
        beside.replace(path)
        settle(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def settle(directory: Path) -> None:
    """See to it that the names in a directory are on disk."""
    if os.name == "nt":  # where a directory cannot be opened
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
