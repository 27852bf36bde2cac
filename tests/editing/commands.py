"""The commands that write figures, run in a copy of the shipped rulebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bareme.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Ran(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def codes(self) -> list[str]:
        """The codes of the errors it told."""
        heads = [line for line in self.err.split("\n") if line.startswith("erreur[")]
        return [head.partition("[")[2].partition("]")[0] for head in heads]


class Shelf:
    """A directory of rulebooks and the commands run on it."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self._capsys = path, capsys

    def run(self, *words: str) -> Ran:
        """Run a command on the directory."""
        status = main([*words, "--rules", str(self.path)])
        captured = self._capsys.readouterr()
        out, err = (text.replace("\u202f", " ") for text in (captured.out, captured.err))
        return Ran(status, out, err)

    def figures(self, rulebook: str) -> Path:
        """Return the file of the figures of a rulebook."""
        return self.path / rulebook / "parameters.yaml"

    @property
    def contents(self) -> dict[str, bytes]:
        """Every file and what it holds."""
        found = (path for path in self.path.rglob("*") if path.is_file())
        return {str(path.relative_to(self.path)): path.read_bytes() for path in found}
