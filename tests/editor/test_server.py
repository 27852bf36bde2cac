"""The language server as an editor knows it: a process, and the protocol over its pipes."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

import bareme.cli
import bareme.translation
from bareme.editor.texts import Position, offset_at
from bareme.loading import RulesDirectory
from editor.client import PATIENCE, Client
from editor.shelves import EXEMPLES, PRIME, TAUX, small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 9999, "character": 0}}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return small(tmp_path / "rules")


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """One server for most of the tests, whose files differ: it takes a second to start."""
    with Client({"BAREME_LANG": "en"}) as started:
        started.initialize(locale="fr")  # which comes before the environment
        yield started


def checked(capsys: pytest.CaptureFixture[str], book: Path) -> list[dict[str, Any]]:
    """Return what `bareme check` says of a rulebook."""
    bareme.cli.main(["check", str(book), "--format", "json"])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def alike(told: list[dict[str, Any]], found: list[dict[str, Any]], text: str) -> bool:
    """Tell whether an editor is told what `check` says: words, codes, places."""
    lines = text.split("\n")

    def as_told(one: dict[str, Any]) -> tuple[str, str, int, int, int]:
        start, end = one["range"]["start"], one["range"]["end"]
        line = lines[start["line"]]
        columns = (offset_at(line, Position(0, place["character"])) + 1 for place in (start, end))
        return (one["code"], one["message"], start["line"] + 1, *columns)

    def as_found(one: dict[str, Any]) -> tuple[str, str, int, int, int]:
        message = f"{one['message']}\n{one['remedy']}"
        end = min(one["end_column"], len(lines[one["line"] - 1]) + 1)
        return (one["code"], message, one["line"], one["column"], end)

    return sorted(map(as_told, told)) == sorted(map(as_found, found)) and bool(found)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("prime/rulebook.yaml", "formula: plafond", "formula: plafon"),
        ("prime/rulebook.yaml", "label: Revenu 😋 d'activité", "label: {a: 😋, b, c: d}"),
        ("prime/rulebook.yaml", "revenu < part", "revenu < part + 1 😋"),
        ("prime/rulebook.yaml", "unit: jours", "unit: lune"),
        ("prime/rulebook.yaml", "    unit: €/an\n    minimum", "    unite: €/an\n\tminimum"),
        ("prime/rulebook.yaml", "title: Prime", "title: 'Prime"),
        ("prime/examples.yaml", "prime: 0", "prime: 1"),
        ("prime/examples.yaml", "revenu: 3000", "revnu: 3000"),
        ("caisse/parameters.yaml", "{value: 39732,", "{value: 39732,20,"),
        ("caisse/parameters.yaml", "2019-01-01", "2019-02-30"),
    ],
)
def test_faults_are_those_of_check_word_for_word(
    client: Client, rules: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str
) -> None:
    path = rules / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    text = before.replace(old, new, 1)
    client.open(path, text)  # what is typed counts, not what is on the disk
    told = client.diagnostics(path, 1)
    path.write_text(text, encoding="utf-8")
    assert alike(told, checked(capsys, path.parent), text)


def test_changes_are_applied_one_after_the_other_in_utf_16(client: Client, rules: Path) -> None:
    path = rules / "prime" / "rulebook.yaml"
    client.open(path)
    assert client.diagnostics(path, 1) == []
    line = PRIME[: PRIME.index("😋")].count("\n")

    def change(start: int, end: int, text: str) -> dict[str, Any]:
        places = {
            "start": {"line": line, "character": start},
            "end": {"line": line, "character": end},
        }
        return {"range": places, "text": text}

    # After the emoji, which is two units: `    label: Revenu 😋 d'activité`.
    client.change(path, change(21, 31, "é: x"), change(21, 25, "d'activité # 😋"))
    assert client.diagnostics(path, 2) == []
    symbols = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": path.as_uri()}})
    assert symbols[0]["detail"] == "Revenu 😋 d'activité"
    client.change(path, {"text": PRIME.replace("/ 10", "/ dix")})
    (told,) = client.diagnostics(path, 3)
    assert told["code"] == "unknown-name"


def test_encoding_and_language_may_be_agreed_upon(rules: Path) -> None:
    wrong = PRIME.replace(
        "{label: Durée, type: integer, unit: jours}", "{label: 😋é, typ: integer}"
    )
    with Client() as client:
        encodings = {"general": {"positionEncodings": ["utf-8", "utf-16"]}}
        options = {"lang": "en"}
        result = client.initialize(
            capabilities=encodings, locale="fr", initializationOptions=options
        )
        assert result["capabilities"]["positionEncoding"] == "utf-8"
        path = rules / "prime" / "rulebook.yaml"
        client.open(path, wrong)
        (told,) = client.diagnostics(path, 1)
        start = told["range"]["start"]["character"]
        assert start == len("  duree: {label: 😋é, ".encode())
        directory = RulesDirectory(rules, unsaved=((path, wrong),))
        with bareme.translation.speaking("en"):
            (found,) = directory.check("prime")
            assert told["message"] == f"{found.message}\n{found.remedy}"
        assert client.leave() == 0
        assert client.process.stderr is not None
        assert client.process.stderr.read() == b""


def test_the_last_text_wins(client: Client, rules: Path) -> None:
    path = rules / "prime" / "rulebook.yaml"
    client.open(path)
    client.diagnostics(path, 1)
    for wrong in ("plafon", "plafo", "plaf"):
        client.change(path, {"text": PRIME.replace("formula: plafond", f"formula: {wrong}")})
    client.change(path, {"text": PRIME})
    assert client.diagnostics(path, 5) == []


def test_who_borrows_a_figure_is_told_what_becomes_of_it(client: Client, rules: Path) -> None:
    lent, borrows = rules / "caisse" / "parameters.yaml", rules / "prime" / "rulebook.yaml"
    client.open(lent, TAUX.replace("plafond:", "plafonds:"))
    told = client.diagnostics(borrows)
    assert {one["code"] for one in told} == {"unknown-name"}
    client.notify("textDocument/didClose", {"textDocument": {"uri": lent.as_uri()}})
    assert client.diagnostics(borrows) == []  # what is on the disk is sound


def test_saving_checks_what_else_was_written_meanwhile(client: Client, rules: Path) -> None:
    path = rules / "prime" / "rulebook.yaml"
    client.open(path)
    assert client.diagnostics(path, 1) == []
    examples = path.with_name("examples.yaml")
    examples.write_text(EXEMPLES.replace("prime: 0", "prime: 1"), encoding="utf-8")
    client.notify("textDocument/didSave", {"textDocument": {"uri": path.as_uri()}})
    (told,) = client.diagnostics(examples)
    assert told["code"] == "example-fails"


def test_other_files_are_left_alone(client: Client, rules: Path) -> None:
    other = rules / "prime" / "autre.yaml"
    client.open(other, "a: {")
    for uri in ("untitled:Untitled-1", "http://exemple.fr/prime/rulebook.yaml", "pas une adresse"):
        item = {"uri": uri, "languageId": "yaml", "version": 1, "text": "a: {"}
        client.notify("textDocument/didOpen", {"textDocument": item})
    assert client.at("hover", other, 0, 0) is None
    assert client.at("completion", other, 0, 2) == []
    client.open(rules / "prime" / "rulebook.yaml")
    assert client.diagnostics(rules / "prime" / "rulebook.yaml", 1) == []
    published = "textDocument/publishDiagnostics"
    assert not [m for m in client.kept if m.get("method") == published and "autre" in str(m)]


def position_of(text: str, before: str) -> tuple[int, int]:
    """Return the line and the column, in UTF-16, of what follows `before`."""
    start = text[: text.index(before) + len(before)]
    return start.count("\n"), len(start.rpartition("\n")[2].encode("utf-16-le")) // 2


def test_questions_about_a_place_are_answered(client: Client, rules: Path) -> None:
    path = rules / "prime" / "rulebook.yaml"
    client.open(path)
    at = position_of(PRIME, "formula: pla")
    listed = client.at("completion", path, *at)
    item = next(one for one in listed if one["label"] == "plafond")
    assert item["detail"] == "Plafond annuel, €/an"
    assert item["textEdit"]["range"]["start"] == {"line": at[0], "character": at[1] - 3}
    told = client.at("hover", path, *at)
    assert "**Plafond annuel** (€/an)" in told["contents"]["value"]
    assert told["range"]["end"]["character"] - told["range"]["start"]["character"] == 7
    there = client.at("definition", path, *at)
    assert there["uri"] == (rules / "caisse" / "parameters.yaml").as_uri()
    places = client.at("references", path, *at, context={"includeDeclaration": True})
    assert len(places) == 5
    assert len(client.at("documentHighlight", path, *at)) == 3


def _from_the_end(edit: dict[str, Any]) -> tuple[int, int]:
    start = edit["range"]["start"]
    return -start["line"], -start["character"]


def applied(edit: dict[str, Any], rules: Path) -> None:
    """Apply the edits of several files, as a client does."""
    for change in edit["documentChanges"]:
        path = next(
            p for p in rules.glob("*/*.yaml") if p.as_uri() == change["textDocument"]["uri"]
        )
        text = path.read_text(encoding="utf-8")
        for one in sorted(
            change["edits"],
            key=lambda e: -e["range"]["start"]["line"] * 1000 - e["range"]["start"]["character"],
        ):
            start, end = (
                offset_at(text, Position(p["line"], p["character"]))
                for p in (one["range"]["start"], one["range"]["end"])
            )
            text = text[:start] + one["newText"] + text[end:]
        path.write_text(text, encoding="utf-8")


def test_a_name_is_renamed_and_all_is_still_sound(
    client: Client, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = rules / "prime" / "rulebook.yaml"
    client.open(path)
    place = position_of(PRIME, "formula: ")
    prepared = client.at("prepareRename", path, *place)
    assert prepared["placeholder"] == "plafond"
    edit = client.at("rename", path, *place, newName="plafond_annuel")
    versions = {
        c["textDocument"]["uri"]: c["textDocument"]["version"] for c in edit["documentChanges"]
    }
    assert versions[path.as_uri()] == 1
    assert versions[(rules / "caisse" / "parameters.yaml").as_uri()] is None
    applied(edit, rules)
    assert checked(capsys, rules / "prime") == checked(capsys, rules / "caisse") == []
    assert bareme.cli.main(["test", "prime", "--rules", str(rules)]) == 0


def test_a_renaming_that_cannot_be_says_why(client: Client, rules: Path) -> None:
    path = rules / "prime" / "rulebook.yaml"
    client.open(path)
    place = client.place(path, *position_of(PRIME, "formula: "), newName="revenu")
    answer = client.response("textDocument/rename", place)
    assert answer["error"]["message"] == "« revenu » existe déjà dans prime."
    assert client.at("prepareRename", path, *position_of(PRIME, "title: ")) is None


def test_what_check_fix_mends_is_offered_at_once(client: Client, rules: Path) -> None:
    path = rules / "caisse" / "parameters.yaml"
    wrong = TAUX.replace("39732,", "39732.5O,").replace("39732.5O", '"39732,50"')
    wrong = wrong.replace("value: 40524", 'value: "40 524"')
    client.open(path, wrong)
    told = client.diagnostics(path, 1)
    assert [one["code"] for one in told] == ["not-a-number", "not-a-number"]
    first = told[0]["range"]
    asked = {"textDocument": {"uri": path.as_uri()}, "context": {"diagnostics": []}}
    single, everything = client.ask("textDocument/codeAction", {**asked, "range": first})
    assert single["title"] == told[0]["message"].partition("\n")[2]
    assert (single["kind"], single["isPreferred"]) == ("quickfix", True)
    assert single["diagnostics"] == told[:1]
    assert everything["kind"] == "source.fixAll"
    path.write_text(wrong, encoding="utf-8")
    applied(everything["edit"], rules)
    assert path.read_text(encoding="utf-8") == TAUX.replace("39732", "39732.50")
    only = {**asked, "range": first, "context": {"diagnostics": [], "only": ["source.fixAll"]}}
    assert [one["kind"] for one in client.ask("textDocument/codeAction", only)] == ["source.fixAll"]
    client.change(path, {"text": TAUX})
    assert client.ask("textDocument/codeAction", {**asked, "range": WHOLE}) == []


def test_a_document_is_laid_out_as_by_fmt(client: Client, rules: Path) -> None:
    path = rules / "caisse" / "parameters.yaml"
    client.open(
        path, TAUX.replace("{value: 39732, ", "{ value:  39732,").replace("yearly", "yearly  ")
    )
    asked = {
        "textDocument": {"uri": path.as_uri()},
        "options": {"tabSize": 4, "insertSpaces": True},
    }
    edits = client.ask("textDocument/formatting", asked)
    path.write_text(
        TAUX.replace("{value: 39732, ", "{ value:  39732,").replace("yearly", "yearly  ")
    )
    document = {"uri": path.as_uri(), "version": 1}
    applied({"documentChanges": [{"textDocument": document, "edits": edits}]}, rules)
    assert path.read_text(encoding="utf-8") == TAUX
    client.open(path, "a: [")
    assert client.ask("textDocument/formatting", asked) == []


def labels(client: Client, path: Path) -> list[str]:
    asked = {"textDocument": {"uri": path.as_uri()}, "range": WHOLE}
    return [hint["label"] for hint in client.ask("textDocument/inlayHint", asked)]


def test_the_values_are_those_of_the_chosen_example(client: Client, rules: Path) -> None:
    path = rules / "prime" / "rulebook.yaml"
    client.open(path)
    answer = bareme.load("prime", rules=rules).on("2018-06-01").evaluate(revenu=3000)
    assert f"= {answer.words('prime')}" in labels(client, path)
    document = {"textDocument": {"uri": path.with_name("examples.yaml").as_uri()}}
    lens = client.ask("textDocument/codeLens", document)[1]
    assert lens["command"]["title"] == "Suivre cet exemple"
    command = {"command": lens["command"]["command"], "arguments": lens["command"]["arguments"]}
    client.ask("workspace/executeCommand", command)
    answer = bareme.load("prime", rules=rules).on("2019-06-01").evaluate(revenu=20000, duree=10)
    assert f"= {answer.words('prime')}" in labels(client, path)


def test_messages_that_make_no_sense_do_no_harm(client: Client, rules: Path) -> None:
    client.send_bytes(b"{nothing that is JSON")
    client.send_bytes(b"[]")
    client.send_bytes(b'"text"')
    client.send(method="bareme/unknown", params={})
    client.notify(
        "textDocument/didChange",
        {"textDocument": {"uri": "file:///x", "version": 2}, "contentChanges": []},
    )
    assert "error" in client.response("textDocument/hover", {"wrong": 1})
    assert "error" in client.response("bareme/unknown", {})
    path = rules / "prime" / "rulebook.yaml"
    client.open(path)
    assert client.diagnostics(path, 1) == []
    assert client.at("hover", path, 99999, 99999) is None
    assert client.ask("workspace/executeCommand", {"command": "bareme.chooseExample"}) is None


def test_leaving_without_a_word_is_no_success() -> None:
    with Client() as client:
        client.notify("exit")
        assert client.process.wait(PATIENCE) == 1


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("bareme.editor.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    assert bareme.cli.main(["language-server"]) == 2
    assert "pip install 'bareme[editor]'" in capsys.readouterr().err
