"""A value put into a file: every other byte stays, and the file says nothing else than before."""

from __future__ import annotations

import codecs
import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bareme.diagnostics import Report, Source
from bareme.editing.dated import dated
from bareme.editing.edits import Edit
from bareme.editing.figures import Figures, understood
from bareme.editing.files import Original
from bareme.editing.new_year import due, slots
from bareme.editing.proving import changed
from bareme.editing.quoting import Bare
from bareme.errors import RulebookError
from bareme.reading.tree import Span
from editing.layouts import blocks, flows

if TYPE_CHECKING:
    from pathlib import Path

    from bareme.editing.entries import Content


def read(text: str, path: Path | None = None) -> Figures:
    from pathlib import Path

    report = Report()
    original = Original(path or Path("parameters.yaml"), Source("parameters.yaml", text), b"")
    figures = understood("essai", original, report)
    assert report.diagnostics == ()
    assert figures is not None
    return figures


def written(text: str, day: str, content: Content, name: str = "plafond") -> str:
    figures = read(text)
    start = dt.date.fromisoformat(day)
    return changed(figures, [dated(figures, name, start, content)]).written.text


def added(before: str, after: str) -> str:
    """Return what was inserted in one piece; AssertionError when anything else is different."""
    start = 0
    while start < len(before) and before[start] == after[start]:
        start += 1
    end = len(after) - (len(before) - start)
    assert after[:start] + after[end:] == before
    return after[start:end]


@settings(max_examples=50, deadline=None)
@given(text=blocks())
def test_a_line_is_inserted_and_every_other_character_stays(text: str) -> None:
    figures = read(text)
    last = figures.parameters["plafond"].figures[-1].start
    (found,) = due([figures], last.year + 1, Report())
    slotted = changed(figures, [intended for _, intended in slots([found])])
    piece = added(text, slotted.written.text)
    assert f"{last.year + 1}-01-01" in piece
    assert ("\r\n" in piece) == ("\r\n" in text)
    assert slotted.after.parameters == figures.parameters
    filled = {"value": Bare("123.45"), "reference": "Arrêté : n° 1, du 3 # mai"}
    intended = dated(slotted.after, "plafond", found.start, filled)
    after = changed(slotted.after, [intended]).after
    figure = after.parameters["plafond"].figures[-1]
    assert (figure.start, figure.citation.reference) == (found.start, filled["reference"])
    assert after.waiting == {}
    direct = written(text, found.start.isoformat(), filled)
    assert added(text, direct)
    assert read(direct).parameters == after.parameters


def test_a_line_end_that_would_become_part_of_a_text_is_not_written() -> None:
    head = "plafond:\n  label: P\n  unit: €/an\n  changes: yearly\n  values:\n    2019-01-01:\n"
    text = head + "      value: 2119\n      reference: |\n        Arrêté\n        long"
    with pytest.raises(RulebookError) as caught:
        written(text, "2020-01-01", {"value": Bare("1"), "reference": "Arrêté"})
    assert [finding.code for finding in caught.value.diagnostics] == ["edit-unsafe"]
    assert added(text + "\n", written(text + "\n", "2020-01-01", {"value": Bare("1")}))


@settings(max_examples=50, deadline=None)
@given(text=flows(), slot=st.booleans())
def test_a_value_is_inserted_between_braces(text: str, slot: bool) -> None:
    figures = read(text)
    day = f"{figures.parameters['plafond'].figures[-1].start.year + 1}-01-01"
    content = {"value": Bare("" if slot else "12"), "reference": Bare("") if slot else "Arrêté, a"}
    after = written(text, day, content)
    key = after.index(day)
    stop = after.index("}", key) + 1
    comma = after.rindex(",", 0, key)
    left = after[:comma] + after[comma + 1 : key] + after[stop:]

    def bare(given: str) -> str:
        return "".join(given.split()).replace(",", "")

    assert bare(left) == bare(text)  # nothing but the entry, a comma and the way to it
    assert [line for line in text.splitlines() if "#" in line] == [
        line for line in after.splitlines() if "#" in line
    ] or after.count("#") == text.count("#")


HEAD = "plafond:\n  label: P\n  unit: €/an\n  values:\n"
BY_HEAD = 'taux:\n  label: T\n  unit: "%"\n  by: statut\n  values:\n'
CONTENT: Content = {"value": Bare("3"), "reference": "C"}
SLOT: Content = {"value": Bare(""), "reference": Bare("")}


@pytest.mark.parametrize(
    ("text", "day", "content", "expected"),
    [
        # a line after a line, as the issue shows it
        (
            HEAD + "    2018-01-01: {value: 1, reference: A}\n",
            "2019-01-01",
            SLOT,
            HEAD
            + "    2018-01-01: {value: 1, reference: A}\n"
            + "    2019-01-01: {value: , reference: }\n",
        ),
        # in the order of the neighbour's keys, with its padding
        (
            HEAD + "    2018-01-01: { reference: A, value: 1, note: n } # c",
            "2019-01-01",
            CONTENT,
            HEAD
            + "    2018-01-01: { reference: A, value: 1, note: n } # c\n"
            + "    2019-01-01: { reference: C, value: 3 }",
        ),
        # a block after a block
        (
            HEAD + "    2018-01-01:\n      value: 1\n      reference: >-\n        A\n\n# fin\n",
            "2019-01-01",
            CONTENT,
            HEAD
            + "    2018-01-01:\n      value: 1\n      reference: >-\n        A\n"
            + "    2019-01-01:\n      value: 3\n      reference: C\n\n# fin\n",
        ),
        # the empty lines that a text keeps are its own
        (
            HEAD
            + "    2018-01-01:\n      value: 1\n      reference: |+\n        A\n\n\nb: c\n"[:-5],
            "2019-01-01",
            CONTENT,
            HEAD
            + "    2018-01-01:\n      value: 1\n      reference: |+\n        A\n\n\n"
            + "    2019-01-01:\n      value: 3\n      reference: C\n",
        ),
        # between two others, and before the first
        (
            HEAD
            + "    2018-01-01: {value: 1, reference: A}\n"
            + "    2020-01-01: {value: 2, reference: B}\n",
            "2019-04-01",
            CONTENT,
            HEAD
            + "    2018-01-01: {value: 1, reference: A}\n"
            + "    2019-04-01: {value: 3, reference: C}\n"
            + "    2020-01-01: {value: 2, reference: B}\n",
        ),
        (
            HEAD + "    # d'abord\n    2018-01-01: {value: 1, reference: A}\n",
            "2017-01-01",
            CONTENT,
            HEAD
            + "    # d'abord\n    2017-01-01: {value: 3, reference: C}\n"
            + "    2018-01-01: {value: 1, reference: A}\n",
        ),
        # what is there is replaced; a comment, a provenance stay
        (
            HEAD + "    2018-01-01: {value: 1, reference: A, provenance: source}  # c\n",
            "2018-01-01",
            CONTENT,
            HEAD + "    2018-01-01: {value: 3, reference: C, provenance: source}  # c\n",
        ),
        # a text on several lines gives way to one
        (
            HEAD
            + "    2018-01-01:\n      reference: >-\n        A\n        b\n      value: 1 # c\n",
            "2018-01-01",
            CONTENT,
            HEAD + "    2018-01-01:\n      reference: C\n      value: 3 # c\n",
        ),
        # a reference where there was none, beside a place to fill in
        (
            HEAD + "    2018-01-01: {value: 1}\n    2019-01-01: {value: }\n",
            "2019-01-01",
            CONTENT,
            HEAD + "    2018-01-01: {value: 1}\n    2019-01-01: {value: 3, reference: C}\n",
        ),
        (
            HEAD + "    2018-01-01: {value: 1}\n    2019-01-01:\n      value:  # ici\n",
            "2019-01-01",
            CONTENT,
            HEAD
            + "    2018-01-01: {value: 1}\n    2019-01-01:\n"
            + "      value: 3  # ici\n      reference: C\n",
        ),
        # a date and nothing else
        (
            HEAD + "    2018-01-01: {value: 1, reference: A}\n" + "    2019-01-01:\n",
            "2019-01-01",
            CONTENT,
            HEAD
            + "    2018-01-01: {value: 1, reference: A}\n"
            + "    2019-01-01: {value: 3, reference: C}\n",
        ),
        # written as null, which says the same
        (
            HEAD
            + "    2018-01-01: {value: 1, reference: A}\n"
            + "    2019-01-01: {value: ~, reference: null}\n",
            "2019-01-01",
            CONTENT,
            HEAD
            + "    2018-01-01: {value: 1, reference: A}\n"
            + "    2019-01-01: {value: 3, reference: C}\n",
        ),
        # a value for each choice
        (
            BY_HEAD + "    2018-01-01:\n      value: {a: 1 %, b: 2 %}\n      reference: A\n",
            "2019-01-01",
            {"value": {"a": Bare(""), "b": Bare("")}, "reference": Bare("")},
            BY_HEAD
            + "    2018-01-01:\n      value: {a: 1 %, b: 2 %}\n      reference: A\n"
            + "    2019-01-01:\n      value: {a: , b: }\n      reference:\n",
        ),
        (
            BY_HEAD
            + "    2018-01-01:\n      value:\n        a: 1 %\n        b: 2 %\n      reference: A\n",
            "2019-01-01",
            {"value": {"a": Bare("3 %"), "b": Bare("4 %")}, "reference": "C"},
            BY_HEAD
            + "    2018-01-01:\n      value:\n        a: 1 %\n        b: 2 %\n      reference: A\n"
            + "    2019-01-01:\n      value:\n        a: 3 %\n        b: 4 %\n      reference: C\n",
        ),
        (
            BY_HEAD + "    2018-01-01: {value: {a: 1 %, b: 2 %}, reference: A}\n",
            "2018-01-01",
            {"value": {"b": Bare("5 %")}, "reference": "C"},
            BY_HEAD + "    2018-01-01: {value: {a: 1 %, b: 5 %}, reference: C}\n",
        ),
    ],
)
def test_it_is_written_in_the_manner_of_its_neighbour(
    text: str, day: str, content: Content, expected: str
) -> None:
    name = "taux" if text.startswith("taux") else "plafond"
    assert written(text, day, content, name) == expected
    carried = written(text.replace("\n", "\r\n"), day, content, name)
    assert carried == expected.replace("\n", "\r\n")


def test_a_comment_between_braces_stays_with_its_line() -> None:
    text = (
        "p:\n  label: P\n  unit: €\n  values: {\n"
        "    2018-01-01: {value: 1, reference: A}  # un\n  }\n"
    )
    assert written(text, "2019-01-01", CONTENT, "p") == text.replace(
        "A}  # un\n", "A},  # un\n    2019-01-01: {value: 3, reference: C}\n"
    )


def test_a_mark_at_the_beginning_of_a_file_stays() -> None:
    from pathlib import Path

    original = Original(Path("x"), Source("x", "a"), codecs.BOM_UTF8 + b"a")
    assert original.with_text("é") == codecs.BOM_UTF8 + "é".encode()


def test_a_file_between_braces_altogether() -> None:
    text = "{p: {label: P, unit: €, values: {2018-01-01: {value: 1, reference: A}}}}"
    assert written(text, "2019-01-01", CONTENT, "p") == text.replace(
        "A}}", "A}, 2019-01-01: {value: 3, reference: C}}"
    )


def test_what_would_change_anything_else_is_refused() -> None:
    figures = read(HEAD + "    2018-01-01: {value: 1, reference: A}\n")
    meant = dated(figures, "plafond", dt.date(2019, 1, 1), CONTENT)
    start = figures.text.index("label: P") + len("label: ")
    elsewhere = Edit(Span(start, start + 1), "Q")
    with pytest.raises(RulebookError) as refused:
        changed(figures, [replace(meant, edits=(*meant.edits, elsewhere))])
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == ["edit-unsafe"]
