"""However a run is interrupted, nothing looks finished; resumed, it gives the same bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bareme.batch.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from batch.conftest import Ran

ASKED = ("--on", "2018-03-01", "--outputs", "indemnite_journaliere", "--workers", "2")
KEPT = ("--rejects", "rejects.csv")

# Runs the command, and kills itself the moment `PLACE` is reached for the time `COUNT`.
_KILLED = """
import os, signal, sys
import bareme.batch.files, bareme.batch.work, bareme.batch.writers
from bareme.cli import main

count = {count}
def killed(act):
    def acting(*arguments):
        global count
        if {before}:
            count -= 1
            count or os.kill(os.getpid(), signal.SIGKILL)
        found = act(*arguments)
        if not {before}:
            count -= 1
            count or os.kill(os.getpid(), signal.SIGKILL)
        return found
    return acting

owner = {owner}
owner.{name} = killed(owner.{name})
sys.exit(main(["batch", "indemnites-journalieres", *sys.argv[1:]]))
"""

# Where in a run of three parts it is killed, and how many parts are kept then.
_WORK, _FILES = "bareme.batch.work.Work", "bareme.batch.files"
PLACES = (
    ("before the first row", "bareme.batch.writers.ParquetWriter", "write", 1, True, 0),
    ("within the second part", "bareme.batch.writers.ParquetWriter", "write", 2, False, 1),
    ("before a part is noted", _WORK, "complete", 2, True, 1),
    ("after a part is noted", _WORK, "complete", 2, False, 2),
    ("after the last part", _WORK, "complete", 3, False, 3),
    ("before the rejects are published", _FILES, "settle", 11, True, 3),
    ("before the output is published", _WORK, "publish", 1, True, 3),
)


def _inputs() -> None:
    Path("in").mkdir()
    for number, name in enumerate(("a", "b", "c")):
        rows = range(number * 100, number * 100 + 100)
        incomes = pa.array([Decimal(row * 300) for row in rows], pa.decimal128(12, 2))
        status = ["artisn" if row % 30 == 7 else "artisan" for row in rows]
        table = pa.table({"n": rows, "statut": status, "revenu_annuel_moyen": incomes})
        pq.write_table(table, f"in/{name}.parquet")


def _bytes(directory: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path(directory).iterdir())}


def _python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place[0])
def test_killed_and_resumed_the_bytes_are_those_of_an_undisturbed_run(
    batch: Callable[..., Ran], place: tuple[str, str, str, int, bool, int]
) -> None:
    _, owner, name, count, before, parts = place
    _inputs()
    assert batch("in", "out", *ASKED, *KEPT).status == 1
    wanted, told = _bytes("out"), Path("rejects.csv").read_bytes()
    assert set(wanted) == {"_bareme.json", "a.parquet", "b.parquet", "c.parquet"}
    for file in wanted:
        Path("out", file).unlink()
    Path("out").rmdir()
    Path("rejects.csv").unlink()

    code = _KILLED.format(owner=owner, name=name, count=count, before=before)
    killed = _python(code, "in", "out", *ASKED, *KEPT)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not Path("out").exists()
    visible = {path.name for path in Path().iterdir() if not path.name.startswith(".")}
    assert visible <= {"in", "rejects.csv"}
    run = json.loads(Path(".out.bareme/run.json").read_text("utf-8"))
    assert len(run["parts"]) == parts

    if parts and "rejects.csv" not in visible:
        ran = batch("in", "out", *ASKED, *KEPT)
        assert (ran.status, "[run-unfinished]" in ran.err) == (2, True)
    ran = batch("in", "out", *ASKED, *KEPT, "--resume")
    assert ran.status == 1
    assert "300 lignes lues = 290 écrites + 10 rejetées" in ran.err
    assert (f"dont {parts * 100} d'une exécution précédente" in ran.err) == (parts > 0)
    assert _bytes("out") == wanted
    assert Path("rejects.csv").read_bytes() == told
    assert sorted(path.name for path in Path().iterdir()) == ["in", "out", "rejects.csv"]


def _stopped_after(monkeypatch: pytest.MonkeyPatch, parts: int) -> None:
    """Let a run be interrupted, as by Ctrl-C, once so many parts are complete."""
    complete = Work.complete

    def stop(self: Work, *arguments: object) -> None:
        complete(self, *arguments)  # type: ignore[arg-type]
        if len(self.done) == parts:
            raise KeyboardInterrupt

    monkeypatch.setattr(Work, "complete", stop)


# What is changed between the two runs, and what the second one says of it.
CHANGES = (
    (("--outputs", "indemnite_temps_plein"), "réponses demandées, ['indemnite_journaliere']"),
    (("--on", "2018-03-02"), "date, 2018-03-01 et non 2018-03-02"),
    (("--rules", "rules"), "empreinte du barème"),
)


@pytest.mark.parametrize(("changed", "said"), CHANGES)
def test_a_run_is_resumed_as_it_began(
    batch: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    changed: tuple[str, ...],
    said: str,
) -> None:
    import shutil

    from bareme.resources import shipped

    _inputs()
    shutil.copytree(shipped("rules"), "rules")
    figures = Path("rules/plafonds/parameters.yaml")
    figures.write_text(figures.read_text("utf-8") + "\n# changed\n", encoding="utf-8")
    with monkeypatch.context() as stopping:
        _stopped_after(stopping, 1)
        ran = batch("in", "out", *ASKED)
    assert ran.status == 128 + signal.SIGINT
    assert "--resume" in ran.err
    assert not Path("out").exists()
    ran = batch("in", "out", *ASKED, *changed, "--resume")
    assert ran.status == 2
    assert "[run-different]" in ran.err
    assert said in ran.err
    assert batch("in", "out", *ASKED, "--resume").status == 1


def test_a_part_whose_file_has_changed_is_judged_again(
    batch: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    _inputs()
    with monkeypatch.context() as stopping:
        _stopped_after(stopping, 2)
        batch("in", "out", *ASKED)
    pq.write_table(pq.read_table("in/a.parquet")[:50], "in/a.parquet")
    Path("in/b.parquet").rename("in/d.parquet")
    ran = batch("in", "out", *ASKED, "--resume")
    assert "250 lignes lues" in ran.err
    assert "exécution précédente" not in ran.err
    resumed = _bytes("out")
    assert set(resumed) == {"_bareme.json", "a.parquet", "c.parquet", "d.parquet"}
    batch("in", "out", *ASKED, "--force")
    assert _bytes("out") == resumed


def test_what_is_done_is_not_done_again(batch: Callable[..., Ran]) -> None:
    _inputs()
    batch("in", "out", *ASKED)
    before = {path: path.stat().st_mtime_ns for path in Path("out").iterdir()}
    ran = batch("in", "out", *ASKED, "--resume")
    assert "dont 300 d'une exécution précédente" in ran.err
    assert {path: path.stat().st_mtime_ns for path in Path("out").iterdir()} == before
    Path("in/a.parquet").touch()
    os.utime("in/a.parquet", ns=(1, 1))
    assert "[output-exists]" in batch("in", "out", *ASKED, "--resume").err


def test_one_file_in_parts_is_resumed_where_it_stopped(
    batch: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    from bareme.batch import delimited, running

    monkeypatch.setattr(delimited, "BLOCK", 100)
    monkeypatch.setattr(running, "PART_ROWS", 10)
    rows = [f'{n};"a\nb";artis{"a" if n % 9 else ""}n;{n}000,00\n' for n in range(100)]
    text = "n;é;statut;revenu_annuel_moyen\n" + "".join(rows)
    Path("in.csv").write_bytes(text.encode("cp1252"))
    assert batch("in.csv", "whole", *ASKED, "--rejects", "whole.csv").status == 1
    with monkeypatch.context() as stopping:
        _stopped_after(stopping, 3)
        assert batch("in.csv", "out", *ASKED, "--rejects", "out.csv").status == 130
    ran = batch("in.csv", "out", *ASKED, "--rejects", "out.csv", "--resume")
    assert "d'une exécution précédente" in ran.err
    assert _bytes("out") == _bytes("whole")
    assert Path("out.csv").read_bytes() == Path("whole.csv").read_bytes()


_WAITING = """
import signal, sys, threading
import bareme.batch.writers
from bareme.cli import main

def wait(*arguments):
    print("ready", flush=True)
    signal.pause()

bareme.batch.writers.DelimitedWriter.write = wait
sys.exit(main(["batch", "indemnites-journalieres", *sys.argv[1:]]))
"""


@pytest.mark.skipif(not hasattr(signal, "pause"), reason="signals are told otherwise on Windows")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_stopped_from_outside_one_file_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.csv").write_bytes(b"statut;revenu_annuel_moyen\nartisan;20000\n")
    command = [sys.executable, "-c", _WAITING, "in.csv", "out.csv", *ASKED, "--rejects", "r.csv"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert [p.name for p in Path().iterdir() if p.name[0] != "."] == ["in.csv"]
        process.send_signal(getattr(signal, name))
        _, err = process.communicate(timeout=60)
    assert process.returncode == 128 + getattr(signal, name)
    assert err.splitlines()[-1] == "Arrêté : rien n'est écrit sous le nom de la sortie."
    assert [path.name for path in Path().iterdir()] == ["in.csv"]


def test_two_runs_do_not_write_one_output(batch: Callable[..., Ran], tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    _inputs()
    work = Work(tmp_path / "out", {})
    work.begin(resume=False, force=False)
    ran = batch("in", "out", *ASKED)
    assert (ran.status, "[run-under-way]" in ran.err) == (2, True)
    work.leave(keep=False)
    assert batch("in", "out", *ASKED).status == 1
