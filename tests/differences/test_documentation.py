"""README and `docs/diff.md`: what they show is what is written."""

from __future__ import annotations

import contextlib
import doctest
import shlex
from typing import TYPE_CHECKING

from bareme.cli import main
from bareme.diagnostics import Report
from bareme.differences.findings.review import read_review
from test_documentation import ROOT, blocks

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAGE = (ROOT / "docs" / "diff.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


def test_the_readme_shows_what_is_told_of_a_person(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)  # so that files are shown as they lie there
    (shown,) = [block for block in blocks(README, "text") if block.startswith("$ bareme diff")]
    command, _, printed = shown.partition("\n")
    _, *arguments = shlex.split(command.removeprefix("$ "))
    assert main(arguments) == 0
    assert capsys.readouterr().out == printed


def test_the_snippet_runs() -> None:
    (snippet,) = blocks(PAGE, "pycon")
    parsed = doctest.DocTestParser().get_doctest(snippet, {}, "diff", "diff.md", 0)
    assert doctest.DocTestRunner(verbose=False).run(parsed).failed == 0


def test_the_review_file_can_be_read(tmp_path: Path) -> None:
    (shown,) = blocks(PAGE, "yaml")
    file = tmp_path / "bareme-review.yaml"
    file.write_text(shown, "utf-8")
    report = Report()
    review = read_review(file, report)
    assert report.diagnostics == ()
    assert review is not None
    assert [accepted.fingerprint for accepted in review.accepted] == ["0123456789ab"]


def test_every_option_is_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.suppress(SystemExit):
        main(["diff", "--help"])
    options = {word.strip(",[]") for word in capsys.readouterr().out.split() if word[:2] == "--"}
    everywhere = {"--help", "--color", "--rules", "--from", "--to"}
    assert {option for option in options - everywhere if option not in PAGE} == set()
