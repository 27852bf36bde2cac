"""Files written over: all or none, as they were in all else, and never from under somebody."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.diagnostics import Report
from bareme.editing.files import Original, Written, read_original, write_all

if TYPE_CHECKING:
    from editing.commands import Shelf


def original(path: Path) -> Original:
    found = read_original(path, path.name, Report())
    assert found is not None
    return found


@pytest.fixture
def files(tmp_path: Path) -> list[Original]:
    paths = [tmp_path / name for name in ("a.yaml", "b.yaml")]
    for path in paths:
        path.write_text("avant\n", "utf-8")
    return [original(path) for path in paths]


def contents(directory: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in directory.iterdir()}


def refusal(files: list[Original]) -> list[str]:
    with pytest.raises(bareme.RulebookError) as refused:
        write_all([Written(file, "après\n") for file in files])
    return [diagnostic.code for diagnostic in refused.value.diagnostics]


def test_all_are_written_with_their_modes(files: list[Original], tmp_path: Path) -> None:
    files[0].path.chmod(0o640)
    write_all([Written(file, "après\n") for file in files])
    assert contents(tmp_path) == {"a.yaml": "après\n", "b.yaml": "après\n"}
    assert files[0].path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_one(files: list[Original], tmp_path: Path) -> None:
    link = tmp_path / "c.yaml"
    link.symlink_to("a.yaml")
    write_all([Written(original(link), "après\n")])
    assert link.is_symlink()
    assert files[0].path.read_text("utf-8") == "après\n"


def test_none_is_written_when_one_has_changed(files: list[Original], tmp_path: Path) -> None:
    files[1].path.write_text("entre-temps\n", "utf-8")
    assert refusal(files) == ["file-changed"]
    assert contents(tmp_path) == {"a.yaml": "avant\n", "b.yaml": "entre-temps\n"}


def test_none_is_written_when_one_cannot_be(
    files: list[Original], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def refusing(made: Path, target: Path) -> Path:
        if target.name == "b.yaml":
            raise OSError(28, os.strerror(28))
        return replace(made, target)

    monkeypatch.setattr(Path, "replace", refusing)
    assert refusal(files) == ["unwritable-file"]
    assert contents(tmp_path) == {"a.yaml": "avant\n", "b.yaml": "avant\n"}


def test_a_file_that_may_not_be_written_is_told(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    before = shelf.contents
    ran = shelf.run("new-year", "2027")
    assert (ran.status, ran.out, ran.codes) == (2, "", ["unwritable-file"])
    assert "Permission" in ran.err
    assert shelf.contents == before


def test_a_link_that_leads_out_is_not_followed(shelf: Shelf, tmp_path: Path) -> None:
    file = shelf.figures("plafonds")
    away = tmp_path / "ailleurs.yaml"
    file.rename(away)
    file.symlink_to(away)
    before = away.read_bytes()
    assert shelf.run("new-year", "2027").codes == ["outside-rules"]
    assert away.read_bytes() == before
