"""One layout: what is between what is written, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bareme.editing.layout import laid_out
from bareme.resources import shipped
from editing.documents import document

if TYPE_CHECKING:
    from pathlib import Path

_BY_HAND = (
    (
        "indentation, dashes and spaces",
        'a :   1\nb:\n- x\n-   y : [1,2 , 3]\n    z: { c : d,e: "f, g" }\n',
        'a: 1\nb:\n  - x\n  - y: [1, 2, 3]\n    z: {c: d, e: "f, g"}\n',
    ),
    (
        "texts of several lines move with their key",
        (
            "a:\n      b: >-\n            un\n              deux\n\n            trois\n"
            '      c: "q\n   r"\n      d: plain\n         more\n'
        ),
        'a:\n  b: >-\n    un\n      deux\n\n    trois\n  c: "q\n    r"\n  d: plain\n    more\n',
    ),
    (
        "an indentation that is said keeps what is beyond it",
        "a:\n    b: |2-\n        un\n",
        "a:\n  b: |2-\n      un\n",
    ),
    (
        "the empty lines of a text are its own",
        "a: |+\n   un\n\n\nb: |\n   deux\n\n\n\nc: 1\n\n\n",
        "a: |+\n  un\n\n\nb: |\n  deux\n\nc: 1\n",
    ),
    (
        "remarks above, beside, below and further in",
        (
            "\n\n#tête\n\n\n\na:\n    # de b\n    b: 1 #à côté\n    # après b\n# de c\n"
            "c:\n  # de d\n      d: 1\n    # entre\n"
        ),
        (
            "# tête\n\na:\n  # de b\n  b: 1  #à côté\n  # après b\n# de c\n"
            "c:\n  # de d\n  d: 1\n# entre\n"
        ),
    ),
    (
        "remarks in one column stay in one",
        "a: 1        # un\nbbb: 22     # deux\nc: 3 # trois\n",
        "a: 1     # un\nbbb: 22  # deux\nc: 3  # trois\n",
    ),
    (
        "brackets over several lines",
        "a:\n    {b: 1,\n  c: 2}\nd: [\n1,\n  2\n]\n",
        "a:\n  {b: 1,\n   c: 2}\nd: [\n  1,\n  2\n  ]\n",
    ),
    ("line ends as the first", "a:\r\n    b: 1\n\r\n\r\n", "a:\r\n  b: 1\r\n"),
    ("the last line end is no part of a text", "a: 1", "a: 1\n"),
    ("unless it would be", "a: |\n   un", "a: |\n  un"),
    ("a sign in a text is no remark", "a: b#c  \nd: '# e'   #f\n", "a: b#c\nd: '# e'  #f\n"),
    ("a ruler is left", "#----\n#!x\na: 1\n", "#----\n#!x\na: 1\n"),
    ("a document that says it starts", "---\na:   1\n", "---\na: 1\n"),
    ("nothing but remarks", "\n#un\n\n\n# deux\n\n", "# un\n\n# deux\n"),
)


@pytest.mark.parametrize(("before", "after"), [pytest.param(b, a, id=w) for w, b, a in _BY_HAND])
def test_a_document_is_laid_out(before: str, after: str) -> None:
    assert laid_out(before) == after
    assert laid_out(after) == after


@pytest.mark.parametrize(
    "path", sorted(shipped("rules").glob("*/*.yaml")), ids=lambda path: "/".join(path.parts[-2:])
)
def test_a_shipped_rulebook_is_laid_out(path: Path) -> None:
    text = path.read_bytes().decode()
    assert laid_out(text) == text


def test_a_number_that_its_comma_cuts_in_two_is_left() -> None:
    with pytest.raises(ValueError, match="change what"):
        laid_out("a: {value: 3919,20}\n")


def _neighbours(text: str) -> list[tuple[str, str]]:
    """Return each remark of a document with what it stands beside, or above, spaces apart."""
    found: list[tuple[str, str]] = []
    waiting: list[str] = []
    for line in text.replace("\r", "").split("\n"):
        code, _, remark = line.partition("#")
        code = re.sub(r"\s", "", code)
        if code:
            found += [(above, code) for above in waiting]
            waiting = []
        if remark and code:
            found.append((remark.strip(" #"), code))
        elif remark:
            waiting.append(remark.strip(" #"))
    return [*found, *((last, "") for last in waiting)]


_DOCUMENTS = st.randoms(use_true_random=True).map(document)
_OFTEN = settings(max_examples=100, deadline=None)


@_OFTEN
@given(_DOCUMENTS)
def test_a_layout_changes_nothing_but_spaces(text: str) -> None:
    made = laid_out(text)
    assert laid_out(made) == made
    assert yaml.load(made, yaml.BaseLoader) == yaml.load(text, yaml.BaseLoader)
    assert re.sub(r"\s", "", made) == re.sub(r"\s", "", text)
    assert _neighbours(made) == _neighbours(text)
    for line in made.replace("\r\n", "\n").split("\n"):
        if re.match(r" *(- )*k\d+:| *- ", line):
            assert (len(line) - len(line.lstrip(" "))) % 2 == 0
