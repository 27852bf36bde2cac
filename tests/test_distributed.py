"""A judge of batches: the answers of a table, its rejects as a column, and all of it by pickle."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import bareme
from bareme import distributed
from bareme.distributed import Judge
from bareme.resources import shipped
from shelf import book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IJ = "indemnites-journalieres"
OUTPUT = "indemnite_journaliere"
COLUMNS = {"statut": ["artisan", "comercant"], "revenu_annuel_moyen": [20000, 2500]}
REASON = {
    "code": "unknown-choice",
    "subject": "statut",
    "message": "« comercant » ne fait pas partie des choix.",
    "remedy": "Écrivez : commercant",
}


def judge(**asked: Any) -> Judge:
    return Judge(**{"book": book(IJ), "on": "2018-03-01", "outputs": [OUTPUT], **asked})


@pytest.mark.parametrize(
    ("make", "lists"),
    [
        (pa.table, pa.ChunkedArray.to_pylist),
        (pa.RecordBatch.from_pydict, pa.Array.to_pylist),
        (pd.DataFrame, list),
        (pl.DataFrame, pl.Series.to_list),
        (lambda columns: {name: np.array(values) for name, values in columns.items()}, list),
    ],
    ids=["table", "batch", "pandas", "polars", "numpy"],
)
def test_what_comes_in_goes_out_with_its_rejects(
    make: Callable[[Any], Any], lists: Callable[[Any], Any]
) -> None:
    found = judge()(make(COLUMNS))
    assert type(found) is type(make(COLUMNS))
    assert lists(found["statut"]) == COLUMNS["statut"]
    assert lists(found[OUTPUT]) == [Decimal("27.40"), None]
    judged, rejected = lists(found["rejet"])
    assert judged is None
    assert [dict(reason) for reason in rejected] == [REASON]


def test_every_batch_has_the_same_schema() -> None:
    batch = pa.RecordBatch.from_pydict(COLUMNS)
    found = {judge()(part).schema for part in (batch, batch[:1], batch[1:], batch[:0])}
    assert len(found) == 1
    assert judge()(batch[:0]).num_rows == 0


def test_outputs_may_come_from_anywhere_and_serve_again() -> None:
    asked = judge(outputs=(name for name in [OUTPUT]))
    batch = pa.table(COLUMNS)
    assert asked(batch).equals(asked(batch))


@pytest.mark.parametrize("name", ["rejet", "REJET"])
def test_no_column_is_lost_to_the_rejects(name: str) -> None:
    with pytest.raises(ValueError, match="there is a column rejet already"):
        judge()(pa.table({**COLUMNS, name: [1, 2]}))
    with pytest.raises(ValueError, match=f"there is a column {OUTPUT} already"):
        judge(rejects=OUTPUT)(pa.table(COLUMNS))
    named = judge(rejects="motifs")(pa.table({**COLUMNS, name: [1, 2]}))
    assert named.column_names == [*COLUMNS, name, OUTPUT, "motifs"]


def test_it_travels_without_the_rules(tmp_path: Path) -> None:
    """Another process gives the same answers once the rules are gone."""
    shutil.copytree(shipped("rules"), tmp_path / "rules")
    elsewhere = bareme.load(IJ, rules=tmp_path / "rules")
    shutil.rmtree(tmp_path / "rules")
    (tmp_path / "sent").write_bytes(pickle.dumps((judge(book=elsewhere), pa.table(COLUMNS))))
    code = (
        "import pathlib, pickle, sys\n"
        "judge, table = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "sys.stdout.buffer.write(pickle.dumps(judge(table)))\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "sent")]
    done = subprocess.run(command, capture_output=True, check=True)
    assert pickle.loads(done.stdout).equals(judge()(pa.table(COLUMNS)))


def test_a_worker_prepares_a_rulebook_once() -> None:
    sent = pickle.dumps(judge()), pickle.dumps(judge(on="2019-03-01"))
    first, again, other_day = (pickle.loads(sent[i]) for i in (0, 0, 1))
    assert first.book is again.book is other_day.book


def test_a_worker_of_another_version_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = pickle.dumps(judge())
    monkeypatch.setattr(distributed, "__version__", "0.0.9")
    with pytest.raises(RuntimeError, match=r"this worker has bareme 0\.0\.9: install"):
        pickle.loads(sent)


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(bareme.SituationError, match="« statu »"):
        judge()(pa.table({"statu": ["artisan"]}))


def test_spark_says_what_to_install() -> None:
    code = "import sys; sys.modules['pyspark'] = None; import bareme.spark"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    (last,) = done.stderr.splitlines()[-1:]
    assert last.startswith("ModuleNotFoundError: bareme.spark needs pyspark")
    assert last.endswith(": pip install 'bareme[spark]'")
