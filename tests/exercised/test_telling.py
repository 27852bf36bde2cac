"""What is told of it: situations that would exercise the rest, on a terminal, as data, in HTML."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.cli import main
from bareme.diagnostics import Report
from bareme.exercised.page import page
from bareme.exercised.telling import as_text
from bareme.loading import rules_directory
from bareme.reading.composing import compose
from bareme.resources import shipped
from bareme.translation import speaking
from exercised.sample import EXAMPLES, RULEBOOK, exercised

if TYPE_CHECKING:
    from pathlib import Path

    from bareme.exercised.telling import Exercised

_VOID = {"meta", "link", "br", "hr"}


class _Reader(HTMLParser):
    """Reads a page, and fails where it is not well formed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)

    def all(self, attribute: str) -> list[str]:
        """Return what an attribute is worth, wherever it stands."""
        return [about[attribute] or "" for _, about in self.tags if attribute in about]


# --- situations that would do -----------------------------------------------------------------


def test_a_situation_is_found_for_all_but_what_cannot_be(tmp_path: Path) -> None:
    found = exercised(tmp_path)
    missing = (*found.account.missing(), *found.account.missing(required=False))
    without = [(p.name, p.said) for p in missing if p.key not in found.witnesses]
    assert without == [("impasse", "age < 18 and age > 20")]


def test_a_variant_that_never_holds_has_no_situation(tmp_path: Path) -> None:
    rulebook = RULEBOOK.replace("from: 2019-01-01\n", "from: 2019-01-01\nuntil: 2020-06-30\n")
    found = exercised(tmp_path, rulebook, EXAMPLES.replace("2021-06-01", "2020-06-01"))
    (never,) = [p for p in found.account.missing() if p.said == "2021-01-01"]
    assert never.days == ()
    assert never.key not in found.witnesses
    assert "Le barème ne l'a en vigueur à aucune date." in "\n".join(as_text(found))


def test_what_is_proposed_is_refused_until_it_is_filled_in(tmp_path: Path) -> None:
    found = exercised(tmp_path)
    (variant,) = [p for p in found.account.missing() if p.said == "2020-01-01"]
    entry = found.entry_for(variant)
    assert entry is not None
    fill = "  # à remplir d'après le texte de la loi, jamais d'après le programme"
    assert entry.split("\n") == [
        '  - name: "Tarif : 1er janvier 2020"',
        "    on: 2020-01-01",
        f"    reference:{fill}",
        "    given: {}",
        "    expect:",
        f"      tarif:{fill}",
    ]
    file = tmp_path / "essai" / "examples.yaml"
    file.write_text(f"{EXAMPLES}{entry}\n", encoding="utf-8")
    codes = {d.code for d in bareme.rules_directory(tmp_path).check("essai")}
    assert "empty-value" in codes
    filled = entry.replace(f"tarif:{fill}", "tarif: 0").replace(f"reference:{fill}", "reference: L")
    again = exercised(tmp_path, examples=f"{EXAMPLES}{filled}\n")
    assert variant.key not in {piece.key for piece in again.account.missing()}


@pytest.mark.parametrize("name", [name for name in rules_directory().names() if name != "plafonds"])
def test_what_is_proposed_can_be_read_and_does_what_it_says(tmp_path: Path, name: str) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(shipped("rules"), rules)
    file = rules / name / "examples.yaml"
    head, *entries = file.read_text(encoding="utf-8").split("  - name: ")
    kept = "  - name: ".join([head, entries[0]])
    file.write_text(kept, encoding="utf-8")
    found = _exercised(rules, name)
    missing = found.account.missing()
    proposed = [found.entry_for(piece) for piece in missing]
    assert None not in proposed
    file.write_text(f"{kept}\n" + "\n".join(map(str, proposed)), encoding="utf-8")
    report = Report()
    text = bareme.diagnostics.Source("examples.yaml", file.read_text(encoding="utf-8"))
    assert compose(text, report) is not None
    for piece in missing:
        witness = found.witnesses[piece.key]
        rules_then = found.book.on(witness.on)
        assert piece.name in rules_then.evaluate(witness.situation, outputs=[piece.name])


def _exercised(rules: Path, name: str) -> Exercised:
    from bareme.exercised.telling import Exercised
    from bareme.exercised.trial import tried

    trial = tried(rules_directory(rules), name)
    return Exercised.of(trial.book, trial.account)


# --- on a terminal ----------------------------------------------------------------------------


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["test", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def _sound(tmp_path: Path) -> tuple[str, ...]:
    """Write the rulebook without the example that fails; return how to ask for it."""
    fails = EXAMPLES.index("  - name: Échoue")
    refused = EXAMPLES.index("  - name: Refusé")
    exercised(tmp_path, examples=EXAMPLES[:fails] + EXAMPLES[refused:])
    return ("--rules", str(tmp_path))


def test_only_strict_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = _sound(tmp_path)
    assert _run(capsys, *asked)[0] == 0
    assert _run(capsys, "--coverage", *asked)[0] == 0
    status, out, err = _run(capsys, "--strict", *asked)
    assert (status, err) == (1, "7 éléments de la loi ne sont exercés par aucun exemple.\n")
    assert (
        "règles 4/5, versions datées 2/3, cas (when, otherwise) 2/5, lignes de tableau 1/2" in out
    )
    assert "essai/rulebook.yaml:22:13\n  Aucun exemple n'entre dans ce cas de tarif (Tarif)" in out
    assert "Aucun des cas essayés n'y mène" in out


def test_what_is_for_information_is_told_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = _sound(tmp_path)
    told = "Aucun exemple n'est ramené au maximum de total (Total) : 8"
    assert told not in _run(capsys, "--coverage", *asked)[1]
    assert told in _run(capsys, "--coverage", "--verbose", *asked)[1]


def test_the_shipped_rulebooks_pass_as_ci_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(capsys, "--coverage", "--strict")[0] == 0


@pytest.mark.parametrize(
    ("example", "line"),
    [
        ("Fausse couche, premier jour sans carence", "- when: nature_arret =="),
        ("Moyenne de trois revenus différents", "- otherwise: mean("),
    ],
)
def test_a_shipped_example_taken_out_makes_ci_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], example: str, line: str
) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(shipped("rules"), rules)
    file = rules / "indemnites-journalieres" / "examples.yaml"
    entries = file.read_text(encoding="utf-8").split("  - name: ")
    kept = [entry for entry in entries if not entry.startswith(example)]
    assert len(kept) == len(entries) - 1
    file.write_text("  - name: ".join(kept), encoding="utf-8")
    status, out, _ = _run(capsys, "indemnites-journalieres", "--strict", "--rules", str(rules))
    assert status == 1
    number = int(re.findall(r"rulebook\.yaml:(\d+):", out)[0])
    rulebook = (rules / "indemnites-journalieres" / "rulebook.yaml").read_text(encoding="utf-8")
    assert rulebook.split("\n")[number - 1].strip().startswith(line)


def test_data_keep_their_names_in_every_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--coverage", "--format", "json", *_sound(tmp_path))
    status, out, _ = _run(capsys, *asked)
    (book,) = json.loads(out)["rulebooks"]
    assert status == 0
    assert book["examples"] == {"passed": 6, "total": 6}
    coverage = book["coverage"]
    assert coverage["counts"]["case"] == {"exercised": 2, "total": 5}
    assert coverage["complete"] is False
    assert coverage["pieces"][0].keys() == {
        *("sort", "required", "name", "said", "way", "file", "line", "column"),
        *("in_force", "examples", "witness"),
    }
    with speaking("en"):
        (other,) = json.loads(_run(capsys, *asked)[1])["rulebooks"]
    assert other["coverage"]["counts"] == coverage["counts"]
    kept = [{**piece, "witness": None} for piece in coverage["pieces"]]
    assert [{**piece, "witness": None} for piece in other["coverage"]["pieces"]] == kept


def test_a_page_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = _sound(tmp_path)
    status, _, err = _run(capsys, *asked, "--html", str(tmp_path / "no" / "page.html"))
    assert status == 2
    assert "ne peut pas être écrit" in err
    status, _, _ = _run(capsys, *asked, "--html", str(tmp_path / "page.html"))
    assert status == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


# --- as a page --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_is_well_formed_and_fetches_nothing(tmp_path: Path, language: str) -> None:
    found = exercised(tmp_path)
    with speaking(language):
        text = page([found])
        assert page([found]) == text
    read = _Reader(text)
    assert f'<html lang="{language}">' in text
    names = {tag for tag, _ in read.tags}
    assert not names & {"script", "img", "iframe", "form", "object", "embed", "base", "input"}
    assert not set(read.all("src") + read.all("style") + read.all("action"))
    assert set(re.findall(r"url\(([^)]*)\)|@import", text)) <= {"#hatching"}
    ids = read.all("id")
    assert len(ids) == len(set(ids))
    links = [link for link in read.all("href") if link != "data:,"]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    headings = [int(tag[1]) for tag, _ in read.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert headings[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(headings))
    tables = [tag for tag, _ in read.tags]
    assert tables.count("table") == tables.count("caption")


def test_a_page_holds_the_file_as_it_is_and_marks_it(tmp_path: Path) -> None:
    text = page([exercised(tmp_path)])
    rows = [part.partition("</tr>")[0] for part in text.split("<tr ")]
    by_line = {
        int(row.partition('id="b1f1-')[2].partition('"')[0]): row
        for row in rows
        if 'id="b1f1-' in row
    }
    assert sorted(by_line) == list(range(1, RULEBOOK.count("\n") + 1))
    told = {line: "".join(_Reader(f"<tr {row}</tr>").text) for line, row in by_line.items()}
    for line, written in enumerate(RULEBOOK.rstrip("\n").split("\n"), 1):
        assert told[line].endswith(written)
    states = {
        line: row.partition('class="is-')[2].partition('"')[0] for line, row in by_line.items()
    }
    lines = RULEBOOK.split("\n")
    assert states[lines.index("  tarif:") + 1] == "partly"
    assert states[lines.index("          - when: age < 18") + 1] == "done"
    assert states[lines.index("            then: 5") + 1] == "done"
    assert states[lines.index("          - otherwise: 10") + 1] == "missing"
    assert states[lines.index("        formula: 0") + 1] == "missing"
    assert states[lines.index("      2021-01-01:") + 1] == "done"
    assert states[lines.index("      - otherwise: 4") + 1] == "missing"
    assert "non exercé" in told[lines.index("          - otherwise: 10") + 1]
    assert "Enfant" in told[lines.index("          - when: age < 18") + 1]


def test_what_is_hostile_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\\\"'&"
    examples = EXAMPLES.replace("name: Enfant", f'name: "{evil}"')
    rulebook = RULEBOOK.replace("label: Zone", "label: '<img src=x onerror=alert(1)>'")
    found = exercised(tmp_path, rulebook, examples)
    text = page([found])
    read = _Reader(text)
    assert not {tag for tag, _ in read.tags} & {"script", "img"}
    assert "<script>alert(1)</script>\"'&" in "".join(read.text)
    assert "<img src=x onerror=alert(1)>" in "".join(read.text)
