"""Files written over: all of them or none, each at once, only where nobody else has changed them.

A file is written beside, brought to the disk, and takes the place of the former: whoever reads
meanwhile sees one or the other, whole. Its mode stays; a link stays one, and what it leads to
changes.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.diagnostics import Diagnostic, Place, Source, facts
from bareme.errors import RulebookError
from bareme.reading.source import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bareme.diagnostics import Report


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was read: its bytes, and the text they are without the mark some editors put
    at the beginning.
    """

    path: Path
    source: Source
    data: bytes

    def with_text(self, text: str) -> bytes:
        """Return the bytes of the same file with another text."""
        mark = codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""
        return mark + text.encode()


@dataclass(frozen=True, slots=True)
class Written:
    """What a file is to hold."""

    original: Original
    text: str


def read_original(path: Path, name: str, report: Report) -> Original | None:
    """Read a file, to be shown as `name`; None, with the reason reported, when it cannot be."""
    try:
        data = path.read_bytes()
    except OSError as error:
        place = Place(Source(name, ""), 1, 1, 1)
        report.add("unreadable-file", place, file=name, reason=error.strerror or error)
        return None
    source = decode(data, name, report)
    return None if source is None else Original(path, source, data)


def write_all(files: Sequence[Written]) -> None:
    """Write files over. RulebookError, and all of them as they were, when one has changed since it
    was read or cannot be written.
    """
    beside: list[Path] = []
    done: list[tuple[Path, bytes]] = []
    try:
        for file in files:
            beside += [_beside(file)]
        with _alone(files):
            _refuse_changed(files)
            for file, made in zip(files, beside, strict=True):
                target = file.original.path.resolve()
                made.replace(target)
                done.append((target, file.original.data))
    except OSError as error:
        _put_back(done)
        name = files[min(len(beside), len(files) - 1)].original.source.name
        data = {"file": name, "reason": error.strerror or error}
        raise RulebookError([Diagnostic("unwritable-file", None, facts(data))]) from None
    finally:
        for made in beside:
            made.unlink(missing_ok=True)


def _beside(file: Written) -> Path:
    """Write a file beside the one it is to replace, and return where."""
    target = file.original.path.resolve()
    if not os.access(target, os.W_OK):  # replacing would not ask
        raise PermissionError(None, os.strerror(13))
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(file.original.with_text(file.text))
            opened.flush()
            os.fsync(opened.fileno())
        Path(name).chmod(target.stat().st_mode & 0o7777)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


@contextmanager
def _alone(files: Iterable[Written]) -> Iterator[None]:
    """Keep other commands from writing beside meanwhile, where the system has locks for that."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with ExitStack() as held:
        for directory in sorted({file.original.path.resolve().parent for file in files}):
            handle = os.open(directory, os.O_RDONLY)
            held.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _refuse_changed(files: Iterable[Written]) -> None:
    found = [
        Diagnostic("file-changed", None, facts({"file": file.original.source.name}))
        for file in files
        if file.original.path.read_bytes() != file.original.data
    ]
    if found:
        raise RulebookError(found)


def _put_back(done: Iterable[tuple[Path, bytes]]) -> None:
    for path, data in done:
        with contextlib.suppress(OSError):
            path.write_bytes(data)
