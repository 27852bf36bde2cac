"""Files that are not read: in the wrong place, under another name, left by a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bareme.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SUFFIXES = frozenset({".yaml", ".yml"})


class Stray(NamedTuple):
    """A file that is not read, and the name under which it probably should be."""

    path: Path
    meant: str | None


def strays(directory: Path, known: Sequence[str]) -> Iterator[Stray]:
    """Give the files of a directory that are not among those read there, and, within a rulebook,
    those one directory further down.
    """
    for path in _entries(directory):
        if path.is_dir() and known:
            yield from (stray for stray in strays(path, ()) if not path.name.startswith("."))
        elif path.is_file() and path.name not in known:
            read_as = next((file for file in known if path.name.lower().startswith(file)), None)
            if read_as or path.suffix.lower() in SUFFIXES:
                yield Stray(path, read_as or nearest(path.name, known))


def misnamed(directory: Path, known: Sequence[str], name: str) -> Path | None:
    """Return the file that probably should have this name, of which there is none."""
    if (directory / name).exists():
        return None
    return next((stray.path for stray in strays(directory, known) if stray.meant == name), None)


def _entries(directory: Path) -> list[Path]:
    try:
        return sorted(directory.iterdir())
    except OSError:  # none, or one that may not be read
        return []
