"""Files of a stranger: whatever they hold, wherever they lead, they are refused with a finding."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import bareme
from bareme.diagnostics.rendering import FORMATS, plain
from rulebooks import HEAD, NAME, PARAMETERS, RULEBOOK, check, codes, write

_BOMB = "a: &a [x]\n" + "".join(
    f"{letter}: &{letter} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, letter in zip("abcdefghi", "bcdefghij", strict=True)
)

_REFUSED: tuple[tuple[str, str | bytes, str], ...] = (
    ("a bomb of aliases", _BOMB, "yaml-alias"),
    ("an alias of itself", "a: &a [*a]\n", "yaml-alias"),
    (
        "a quadratic bomb",
        "a: &a " + "x" * 100_000 + "\nb: [" + "*a," * 10_000 + "]\n",
        "yaml-alias",
    ),
    ("an object of Python", "a: !!python/object/apply:os.system [ls]\n", "yaml-tag"),
    ("a name of Python", "a: !!python/name:os.system\n", "yaml-tag"),
    ("a tag of one's own", "!rulebook\na: 1\n", "yaml-tag"),
    ("a tag directive", "%TAG ! tag:example.org,2000:\n---\na: !x 1\n", "yaml-tag"),
    ("10 000 brackets", "[" * 10_000, "too-deep"),
    ("10 000 braces", "{" * 10_000, "too-deep"),
    ("10 000 braces with keys", "{a: " * 10_000, "too-deep"),
    ("10 000 brackets, closed", "a: " + "[" * 10_000 + "]" * 10_000 + "\n", "too-deep"),
    ("10 000 dashes", "- " * 10_000 + "a\n", "too-deep"),
    ("10 000 complex keys", "? " * 10_000 + "a\n", "too-deep"),
    ("5 MB", b"a: 1\n" * 1_000_000, "file-too-large"),
    ("5 MB in one line", b"#" * 5_000_000, "file-too-large"),
    ("UTF-16", RULEBOOK.encode("utf-16"), "not-utf8"),
    ("UTF-16 without a mark", RULEBOOK.encode("utf-16-le"), "not-utf8"),
    ("UTF-32", RULEBOOK.encode("utf-32"), "not-utf8"),
    ("Latin-1", RULEBOOK.encode("latin-1", "replace"), "not-utf8"),
    ("an image", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not-utf8"),
    ("overlong encoding", b"title: \xc0\xaf\n", "not-utf8"),
    ("a lone surrogate", b"title: \xed\xa0\x80\n", "not-utf8"),
    ("an escaped surrogate", 'title: "\\ud800"\n', "control-character"),
    ("an escape too large", 'title: "\\U7fffffff"\n', "yaml-syntax"),
)


@pytest.mark.parametrize(
    ("content", "code"), [pytest.param(text, code, id=what) for what, text, code in _REFUSED]
)
def test_a_hostile_file_is_refused(tmp_path: Path, content: str | bytes, code: str) -> None:
    for kind in ("rulebook", "parameters", "examples"):
        found = check(tmp_path, {f"{kind}.yaml": content}, kind)
        assert codes(found) == [code]
        assert FORMATS["text"](found, False)


def test_a_long_line_is_cut_around_the_mistake(tmp_path: Path) -> None:
    line = "notes: [" + "note, " * 20_000 + "{}, " + "note, " * 1_000 + "]\n"
    found = check(tmp_path, {"rulebook.yaml": RULEBOOK + line})
    assert codes(found) == ["wrong-shape"]
    assert max(map(len, FORMATS["text"](found, False).splitlines())) < 300


def test_a_thousand_mistakes_are_all_told_and_no_more(tmp_path: Path) -> None:
    lines = "".join(f"  cle_{n}: 1\n" for n in range(1_000))
    found = check(tmp_path, {"parameters.yaml": f"{PARAMETERS}c:\n  label: C\n  unit: €\n{lines}"})
    assert codes(found).count("unknown-key") == 1_000


def test_a_megabyte_of_figures_is_read(tmp_path: Path) -> None:
    figures = "".join(
        f"c{n}: {{label: C, unit: €, values: {{2019-01-01: {{value: {n}, note: N}}}}}}\n"
        for n in range(1_000)
    )
    assert check(tmp_path, {"parameters.yaml": PARAMETERS + figures}) == ()


# A label with codes that would move the cursor, change colours, ring, or turn the text around.
_ESCAPES = ("\x1b[31m", "\x1b]0;title\x07", "\x9b31m", "\r", "\x08", "\u202e", "\u2066", "\x7f")


@pytest.mark.parametrize("escape", _ESCAPES, ids=ascii)
@pytest.mark.parametrize("form", ["text", "json", "github", "plain"])
def test_no_control_character_reaches_a_terminal(tmp_path: Path, escape: str, form: str) -> None:
    spelt = "".join(f"\\U{ord(character):08x}" for character in escape)
    texts = {
        "rulebook.yaml": f'title: "T{spelt}"\nversion: "{spelt}"\nfrom: 2019-01-01\n"{spelt}": 1\n',
        "parameters.yaml": f'c: {{label: "L{spelt}", unit: "{spelt}", values: {{}}}}\n',
        "examples.yaml": f'examples:\n  - {{name: "{spelt}", given: {{}}, expect: {{x: 1}}}}\n'
        f'  - {{name: "{spelt}", given: {{}}, expect: {{x: 1}}}}\n',
    }
    found = check(tmp_path, texts)
    assert set(codes(found)) == {"control-character"}
    told = "\n".join(map(plain, found)) if form == "plain" else FORMATS[form](found, False)
    assert all(character.isprintable() or character in "\n\u202f" for character in told)


@pytest.mark.parametrize("escape", _ESCAPES, ids=ascii)
def test_no_control_character_passes_as_it_is(tmp_path: Path, escape: str) -> None:
    found = check(tmp_path, {"rulebook.yaml": RULEBOOK.replace("essai", f"es{escape}sai", 1)})
    assert set(codes(found)) == {"control-character"}
    told = FORMATS["text"](found, False)
    assert all(character.isprintable() or character in "\n\u202f" for character in told)


_NAMES = (
    "..", ".", "", "/", "/etc", "../essai", "essai/", "essai/..", "a/b", "a\\b", "Essai", "essai\n",
    "essai\0", "é", "-", "a b", "essai.yaml", "~", "C:", "a" * 300, "a" * 100_000,
    "a" * 50_000 + "!", "-" * 50_000, "%s", "{0}", "{name.__class__}",
)  # fmt: skip


@pytest.mark.parametrize("name", _NAMES, ids=lambda name: ascii(name)[:30])
def test_a_name_that_is_a_path_is_no_name(tmp_path: Path, name: str) -> None:
    # Whatever such a name might lead to has faults that would be told, were it read.
    faulty = {"examples.yaml": "x: 1\n", "stray.yaml": ""}
    rules = bareme.rules_directory(write(tmp_path / "rules", faulty).parent)
    (tmp_path / "stray.yaml").write_text("", encoding="utf-8")
    (tmp_path / "examples.yaml").write_text("x: 1\n", encoding="utf-8")
    (tmp_path / "rules" / "stray.yaml").write_text("", encoding="utf-8")
    assert codes(rules.check(name)) == ["unknown-rulebook"]
    with pytest.raises(bareme.RulebookError) as refused:
        rules.load(name)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("borrowed", "code"),
    [
        ("../../etc", "bad-name"),
        ("/etc/passwd", "bad-name"),
        ("essai/../autre", "bad-name"),
        ('"autre\\0"', "control-character"),
        ('"autre\\n"', "bad-name"),
        ("a" * 81, "bad-name"),
        ("ailleurs", "unknown-rulebook"),
        (NAME, "unknown-rulebook"),
    ],
    ids=lambda value: value[:20],
)
def test_a_rulebook_borrows_from_its_neighbours_only(
    tmp_path: Path, borrowed: str, code: str
) -> None:
    write(tmp_path, {}, "autre")
    found = check(tmp_path, {"rulebook.yaml": f"{RULEBOOK}uses:\n  {borrowed}: [taux]\n"})
    assert codes(found) == [code]


def test_two_rulebooks_that_borrow_from_each_other_end(tmp_path: Path) -> None:
    one = "un: {label: U, unit: €, values: {2019-01-01: {value: 1, note: N}}}\n"
    other = one.replace("un:", "deux:")
    write(tmp_path, {"parameters.yaml": other, "rulebook.yaml": f"{HEAD}uses: {{a: [un]}}\n"}, "b")
    files = {"parameters.yaml": one, "rulebook.yaml": f"{HEAD}uses: {{b: [deux]}}\n"}
    assert check(tmp_path, files, "a") == ()


def test_a_directory_that_leads_outside_is_refused(tmp_path: Path) -> None:
    rules, outside = tmp_path / "rules", tmp_path / "outside"
    rules.mkdir()
    write(outside, {})
    (rules / "lien").symlink_to(outside / NAME)
    assert codes(bareme.rules_directory(rules).check("lien")) == ["outside-rules"]


@pytest.mark.parametrize("file", ["rulebook.yaml", "parameters.yaml", "examples.yaml"])
def test_a_file_that_leads_outside_is_refused(tmp_path: Path, file: str) -> None:
    rules = tmp_path / "rules"
    directory = write(rules, {})
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: hunter2\n", encoding="utf-8")
    (directory / file).unlink(missing_ok=True)
    (directory / file).symlink_to(secret)
    found = bareme.rules_directory(rules).check(NAME)
    assert codes(found) == ["outside-rules"]
    assert "hunter2" not in FORMATS["text"](found, False)


def test_figures_borrowed_through_a_link_that_leads_outside_are_refused(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    write(rules, {"rulebook.yaml": f"{RULEBOOK}uses: {{lien: [taux]}}\n"})
    outside = write(tmp_path / "outside", {})
    (rules / "lien").symlink_to(outside)
    found = bareme.rules_directory(rules).check(NAME)
    assert codes(found) == ["outside-rules"]


def test_a_link_in_circles_is_refused(tmp_path: Path) -> None:
    directory = write(tmp_path, {})
    for file in ("rulebook.yaml", "parameters.yaml"):
        (directory / file).unlink()
        (directory / file).symlink_to(directory / file)
    assert codes(bareme.rules_directory(tmp_path).check(NAME)) == ["not-a-file", "not-a-file"]


def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    directory = write(tmp_path, {})
    (directory / "parameters.yaml").unlink()
    (directory / "parameters.yaml").symlink_to(tmp_path / "nowhere")
    assert codes(bareme.rules_directory(tmp_path).check(NAME)) == ["outside-rules"] or codes(
        bareme.rules_directory(tmp_path).check(NAME)
    ) == ["not-a-file"]


@pytest.mark.parametrize("file", ["rulebook.yaml", "parameters.yaml", "examples.yaml"])
def test_a_pipe_in_place_of_a_file_is_refused(tmp_path: Path, file: str) -> None:
    directory = write(tmp_path, {})
    (directory / file).unlink(missing_ok=True)
    os.mkfifo(directory / file)
    assert codes(bareme.rules_directory(tmp_path).check(NAME)) == ["not-a-file"]


@pytest.mark.parametrize("file", ["rulebook.yaml", "parameters.yaml", "examples.yaml"])
def test_a_directory_in_place_of_a_file_is_refused(tmp_path: Path, file: str) -> None:
    directory = write(tmp_path, {})
    (directory / file).unlink(missing_ok=True)
    (directory / file).mkdir()
    assert codes(bareme.rules_directory(tmp_path).check(NAME)) == ["not-a-file"]


def test_a_file_in_place_of_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(RULEBOOK, encoding="utf-8")
    assert codes(bareme.rules_directory(tmp_path).check(NAME)) == ["unknown-rulebook"]
    assert bareme.rules_directory(tmp_path).names() == ()
    assert codes(bareme.rules_directory(tmp_path / NAME).check("a")) == ["unknown-rulebook"]
    assert codes(bareme.rules_directory(tmp_path / "none").check("a")) == ["unknown-rulebook"]


def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = write(tmp_path, {})
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == directory / "parameters.yaml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert codes(bareme.rules_directory(tmp_path).check(NAME)) == ["unreadable-file"]


def test_a_file_that_is_not_read_is_told(tmp_path: Path) -> None:
    found = check(tmp_path, {"parametres.yaml": "a: 1\n", "autre.yml": "", "notes.txt": ""})
    told = [(d.code, d.suggestion) for d in found]
    assert told == [("stray-file", None), ("stray-file", "parameters.yaml")]


_TRICKY = (
    "{name}", "{0}", "{}", "{key.__class__}", "%s", "%(name)s", "{", "}", "{{", "%", "\\", "*",
    "a{b", "${HOME}", "`ls`", "<b>", "é" * 100,
)  # fmt: skip


@pytest.mark.parametrize("text", _TRICKY)
def test_text_that_looks_like_a_template_is_text(tmp_path: Path, text: str) -> None:
    spelt = text.replace("\\", "\\\\")
    files = {
        "rulebook.yaml": RULEBOOK.replace("Revenu,", f'"{spelt}",') + f'"{spelt}": 1\n',
        "parameters.yaml": f'{PARAMETERS}"{spelt}": {{label: "{spelt}"}}\n',
    }
    found = check(tmp_path, files)
    assert {"unknown-key"} <= set(codes(found)) <= {"unknown-key", "missing-key", "bad-name"}
    assert text in " ".join(d.message for d in found)


@pytest.mark.parametrize(
    "pattern",
    ["a" * 50_000 + "!", "1" * 50_000 + "!", "1." * 25_000, "0" * 50_000, " " * 50_000 + "x",
     "1 000" * 10_000, "2019-" * 10_000, "a_" * 25_000 + "-", "1,234" * 10_000, "%" * 50_000],
    ids=lambda text: text[:5],
)  # fmt: skip
def test_texts_that_make_patterns_slow_do_not(tmp_path: Path, pattern: str) -> None:
    files = {
        "parameters.yaml": PARAMETERS.replace("40524", f'"{pattern}"').replace(
            "€/an", f'"{pattern}"'
        ),
        "rulebook.yaml": RULEBOOK.replace("2026.1", f'"{pattern}"')
        .replace("revenu:", f'? "{pattern}"\n  :')
        .replace("2019-01-01", f'"{pattern}"')
        .replace("amount", f'"{pattern}"'),
        "examples.yaml": f'examples:\n  - {{name: n, given: {{}}, refused: "{pattern}"}}\n',
    }
    found = check(tmp_path, files)
    assert len(found) >= 3
    assert FORMATS["text"](found, False)


@pytest.mark.parametrize(
    "choice", ["__class__", "é", "a b", "A", "", "a\\n", "0é", "true ", "{x}", '\\"', "a" * 81]
)
def test_a_hostile_choice_is_refused(tmp_path: Path, choice: str) -> None:
    text = RULEBOOK.replace("artisan: Artisan", f'"{choice}": X')
    assert "bad-name" in codes(check(tmp_path, {"rulebook.yaml": text}))


@pytest.mark.parametrize("choice", ["true", "nothing", "min", "and", "lambda", "none", "null"])
def test_a_choice_may_have_the_name_of_a_word(tmp_path: Path, choice: str) -> None:
    text = RULEBOOK.replace("artisan: Artisan", f"{choice}: X").replace("artisan", choice)
    parameters = PARAMETERS.replace("artisan", choice)
    assert check(tmp_path, {"rulebook.yaml": text, "parameters.yaml": parameters}) == ()
