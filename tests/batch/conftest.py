"""A batch as a person runs it: the command, on files of a directory of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from bareme.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IJ = "indemnites-journalieres"


class Ran(NamedTuple):
    status: int
    err: str


@pytest.fixture(name="batch")
def _batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    monkeypatch.chdir(tmp_path)

    def batch(*arguments: str, book: str = IJ) -> Ran:
        status = main(["batch", book, *arguments])
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "Traceback" not in captured.err
        return Ran(status, captured.err)

    return batch
