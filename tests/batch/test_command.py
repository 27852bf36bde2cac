"""The command by itself: what it says of itself, and what a terminal shows."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bareme.batch import progress
from bareme.batch.progress import Progress, duration
from bareme.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from batch.conftest import Ran

PAGE = (Path(__file__).parents[2] / "docs" / "tables.md").read_text("utf-8")


def test_every_option_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["batch", "--help"])
    common = {"--help", "--lang"}  # of every command
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - common
    assert len(options) == 12
    assert {option for option in options if option not in PAGE} == set()


def test_every_column_of_the_rejects_is_documented(batch: Callable[..., Ran]) -> None:
    Path("in").mkdir()
    Path("in/a.csv").write_bytes(b"statut;x\nartisn;1\n")
    batch("in", "out", "--on", "2018-03-01", "--rejects", "rejects.csv")
    heading = Path("rejects.csv").read_text("utf-8").splitlines()[0]
    assert [name for name in heading.split(";") if f"`{name}`" not in PAGE] == []


def _python(code: str) -> subprocess.CompletedProcess[str]:
    head = "import sys\nfrom bareme.cli import main\n"
    command = [sys.executable, "-c", head + code]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_asking_for_help_loads_no_table() -> None:
    loaded = "print(*{'numpy', 'pyarrow'} & set(sys.modules), file=sys.stderr)"
    done = _python(f"try: main(['batch', '--help'])\nexcept SystemExit: {loaded}")
    assert "--rejects" in done.stdout
    assert done.stderr.split() == []


def test_without_the_extra_it_says_what_to_install() -> None:
    done = _python("sys.modules['pyarrow'] = None\nsys.exit(main(['batch', 'plafonds', 'a', 'b']))")
    assert done.returncode == 2
    assert done.stderr == "bareme batch demande pyarrow : pip install 'bareme[tables]'\n"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([100.0, 110.0, 110.05, 120.0, 140.0])
    monkeypatch.setattr(progress, "monotonic", lambda: next(times))
    monkeypatch.setenv("COLUMNS", "100")
    terminal = _Terminal()
    shown = Progress(terminal, total=1000)
    shown.at(250, 50_000)
    shown.at(300, 10_000)  # too soon to be drawn
    shown.at(500, 40_000)
    assert shown.end() == 40
    first, second, *_ = re.split(r"\x1b\[K", terminal.getvalue())
    assert first == (
        "\r[#######·······················] 25 %  50\u202f000 lignes, 5\u202f000/s, encore 30 s"
    )
    assert second.endswith("50 %  100\u202f000 lignes, 5\u202f000/s, encore 20 s")
    assert terminal.getvalue().endswith("\r\x1b[K"), "nothing of it stays"


def test_elsewhere_there_is_no_bar() -> None:
    stream = io.StringIO()
    shown = Progress(stream, total=10)
    shown.at(5, 1)
    shown.end()
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (125, "2 min 05 s"), (7620, "2 h 07 min")],
)
def test_times(seconds: float, told: str) -> None:
    assert duration(seconds) == told
