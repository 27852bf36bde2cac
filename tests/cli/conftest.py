"""The command line as a person uses it who has said nothing yet about a language."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bareme import translation
from bareme.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

_VARIABLES = ("BAREME_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class Ran(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture(name="run")
def _run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(translation, "_chosen", None)

    def run(*arguments: str, answers: str = "") -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        try:
            status = main(arguments)
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run
