"""Whatever is done to the text of a rulebook, `check` tells of it and never fails."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bareme
from bareme.diagnostics.rendering import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

_SHIPPED = bareme.rules_directory().path
_FILES = ("parameters.yaml", "rulebook.yaml", "examples.yaml")
_SUBJECT = "plafonds"

# What people type by mistake, and what they type on purpose.
_PIECES = (
    *"\t\n :-#%&*!|>'\"{}[]?,@`~\\\r\0=<é€0.x",
    *("\u00a0", "\u200b", "\u2028", "\ufeff", "\x1b", ": ", " :", "- ", "\n\n", "\n  ", "{{", "]]"),
    *("---\n", "...\n", "<<<<<<< \n", "<<: *a", "&a ", "!!str ", "yes", "null", "~", "2018-02-30"),
    *("71 %", "3919,20", "1e3", "if", "and", "**", "==", "plafond_annuel", "nothing", "1 / 0"),
    *("formula: ", "cases:\n", "value: ", "variants:\n", "from: ", "first: true\n", "same_as: "),
)

_EDIT = st.tuples(
    st.sampled_from(["insert", "delete", "replace", "drop line", "double line", "swap lines"]),
    st.floats(min_value=0, max_value=1, exclude_max=True),
    st.integers(min_value=1, max_value=12),
    st.sampled_from(_PIECES) | st.text(max_size=4),
)


@cache
def _text(rulebook: str, file: str) -> str:
    return (_SHIPPED / rulebook / file).read_text(encoding="utf-8")


def _edited(text: str, edit: tuple[str, float, int, str]) -> str:
    how, where, length, piece = edit
    at = int(where * len(text))
    if how == "insert":
        return text[:at] + piece + text[at:]
    if how == "delete":
        return text[:at] + text[at + length :]
    if how == "replace":
        return text[:at] + piece + text[at + length :]
    lines = text.split("\n")
    line = int(where * len(lines))
    if how == "drop line":
        return "\n".join(lines[:line] + lines[line + 1 :])
    if how == "double line":
        return "\n".join([*lines[: line + 1], *lines[line:]])
    return "\n".join([*lines[:line], *reversed(lines[line : line + 2]), *lines[line + 2 :]])


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rules")


def _assert_told(rules: Path, rulebook: str, changed: dict[str, str]) -> None:
    for name in {rulebook, _SUBJECT}:
        (rules / name).mkdir(exist_ok=True)
        for file in _FILES:
            text = changed.get(file) if name == rulebook else None
            data = _text(name, file) if text is None else text
            (rules / name / file).write_bytes(data.encode("utf-8", "surrogatepass"))
    found = bareme.rules_directory(rules).check(rulebook)
    for diagnostic in found:
        assert diagnostic.message.strip()
        assert diagnostic.remedy.strip()
        place = diagnostic.place
        assert place is not None
        assert 1 <= place.line <= place.source.text.count("\n") + 1
        assert 1 <= place.column <= place.end_column
    for render in FORMATS.values():
        assert isinstance(render(found, False), str)


@pytest.mark.parametrize("file", _FILES)
@settings(
    derandomize=True,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(edits=st.lists(_EDIT, min_size=1, max_size=3))
def test_an_edited_rulebook_is_told_of_and_never_fails(
    rules: Path, file: str, edits: list[tuple[str, float, int, str]]
) -> None:
    text = _text("indemnites-journalieres", file)
    for edit in edits:
        text = _edited(text, edit)
    _assert_told(rules, "indemnites-journalieres", {file: text})


@settings(derandomize=True, deadline=None, max_examples=200)
@given(edit=_EDIT, file=st.sampled_from(_FILES))
def test_an_edited_small_rulebook_is_told_of_and_never_fails(
    rules: Path, file: str, edit: tuple[str, float, int, str]
) -> None:
    _assert_told(rules, "plafonds", {file: _edited(_text("plafonds", file), edit)})


@settings(derandomize=True, deadline=None, max_examples=150)
@given(data=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_told_of(rules: Path, data: bytes) -> None:
    directory = rules / "octets"
    directory.mkdir(exist_ok=True)
    for file in _FILES:
        (directory / file).write_bytes(data)
    for diagnostic in bareme.rules_directory(rules).check("octets"):
        assert diagnostic.message.strip()
        assert diagnostic.remedy.strip()
