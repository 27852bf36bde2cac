"""A run under way: what it has completed so far, beside the output and out of sight, until it is
published as a whole.

Everything lies in `.NAME.bareme`, in the directory of the output: `parts` complete, their
`rejects`, and `run.json`, which says of what run they are. However it is interrupted, nothing
stands under the name of the output; a later run may resume from the parts.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from typing import IO, TYPE_CHECKING, Any

from bareme.batch import files
from bareme.batch.refusal import refuse
from bareme.batch.stretch import Position
from bareme.translation import N_, tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

try:
    import fcntl
except ModuleNotFoundError:  # not on Windows: two runs at once are not told apart there
    fcntl = None  # type: ignore[assignment]

MANIFEST = "_bareme.json"
# What a run answers, and how each is called when it is not what it was.
_NAMES = {
    "program": N_("version du programme"),
    "rulebook": N_("barème"),
    "edition": N_("édition du barème"),
    "fingerprint": N_("empreinte du barème"),
    "date": N_("date"),
    "outputs": N_("réponses demandées"),
    "input": N_("entrée"),
    "format": N_("format"),
    "dialect": N_("forme des fichiers"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """A part that is complete: of which file, as it was, up to where, and its counts."""

    name: str
    source: str
    size: int
    modified: int
    end: Position
    read: int
    written: int
    rejected: int

    def is_of(self, source: Path) -> bool:
        """Tell whether a file still is what the part was made from."""
        state = source.stat()
        found = (source.name, state.st_size, state.st_mtime_ns)
        return found == (self.source, self.size, self.modified)


@dataclass(slots=True)
class Work:
    """The work of one run; made by `begin`."""

    output: Path
    request: Mapping[str, Any]
    done: dict[str, Record] = field(default_factory=dict)
    _lock: IO[str] | None = None

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.output.with_name(f".{self.output.name}.bareme")

    @property
    def parts(self) -> Path:
        """Where the parts lie that are complete."""
        return self.path / "parts"

    def rejects_of(self, part: str) -> Path:
        """Where the rejects of a part lie."""
        return self.path / "rejects" / f"{part}.rows"

    def begin(self, resume: bool, force: bool) -> None:
        """Take hold of the place; BatchError when another run is there, or one that was
        interrupted and must not be lost, or resumed otherwise than it began.
        """
        self.path.mkdir(exist_ok=True)
        self._hold()
        try:
            self._take_up(resume, force)
        except BaseException:
            self.leave(keep=True)
            raise

    def _take_up(self, resume: bool, force: bool) -> None:
        before = _read(self.path / "run.json")
        if before is not None and resume:
            self._compare(before["request"])
            self.done = {r.name: r for r in _records(before) if self._has(r.name)}
        elif before is not None and before["parts"] and not force:
            refuse("run-unfinished", output=self.output)
        for directory in (self.parts, self.rejects_of("").parent):
            if not self.done:
                shutil.rmtree(directory, ignore_errors=True)
            directory.mkdir(exist_ok=True)
        self._note()

    def complete(self, record: Record) -> None:
        """Note that a part, and its rejects, are there."""
        self.done[record.name] = record
        self._note()

    def publish(self, names: Iterable[str], into_directory: bool) -> None:
        """Put the parts under the name of the output, all at once."""
        names = list(names)
        assert all((self.parts / name).exists() for name in names)
        for stray in self.parts.iterdir():  # of a file that has gone since
            if stray.name not in names:
                stray.unlink()
        if not into_directory:
            (self.parts / names[0]).replace(self.output)
        else:
            self._write(self.parts / MANIFEST, names)
            if os.path.lexists(self.output):
                shutil.rmtree(self.path / "replaced", ignore_errors=True)
                self.output.replace(self.path / "replaced")
            self.parts.replace(self.output)
        files.settle(self.output.parent)

    def published(self) -> list[Record] | None:
        """Return the parts of an output that is there already, made by the same request; None
        when there is none.
        """
        before = _read(self.output / MANIFEST)
        if before is None or before["request"] != self.request:
            return None
        records = _records(before)
        whole = all((self.output / record.name).exists() for record in records)
        return records if whole else None

    def leave(self, keep: bool) -> None:
        """Let go of the place; what is not kept disappears."""
        if self._lock is not None:
            if not keep:
                shutil.rmtree(self.path, ignore_errors=True)
            self._lock.close()

    def _has(self, part: str) -> bool:
        return (self.parts / part).exists() and self.rejects_of(part).exists()

    def _hold(self) -> None:
        lock = (self.path / "lock").open("w")
        try:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            refuse("run-under-way", output=self.output)
        self._lock = lock

    def _compare(self, before: Mapping[str, Any]) -> None:
        for name, value in self.request.items():
            if before.get(name) != value:
                told = {
                    "name": tr(_NAMES[name]),
                    "before": _told(before.get(name)),
                    "now": _told(value),
                }
                refuse("run-different", output=self.output, **told)

    def _note(self) -> None:
        self._write(self.path / "run.json", self.done)

    def _write(self, path: Path, names: Iterable[str]) -> None:
        records = [asdict(self.done[name]) for name in names]
        text = json.dumps({"request": self.request, "parts": records}, indent=1)
        with files.written_whole(path) as file:
            file.write(f"{text}\n".encode())


def _records(run: Mapping[str, Any]) -> list[Record]:
    return [Record(**{**part, "end": Position(**part["end"])}) for part in run["parts"]]


def _read(path: Path) -> dict[str, Any] | None:
    """Return what a run wrote of itself; None when there is nothing of the sort."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and {"request", "parts"} <= found.keys() else None


def _told(value: object) -> str:
    return "—" if value is None else str(value)


def is_free(path: Path) -> bool:
    """Tell whether nothing would be lost under a name: nothing there, or an empty directory."""
    return not os.path.lexists(path) or (path.is_dir() and not any(path.iterdir()))
