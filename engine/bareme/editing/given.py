"""What a command line gives to write: whose it is, and whether it may stand in the file.

A value is judged as in a file, and a text as one that a file could hold; each word is a source of
its own, so that what is wrong in it can be pointed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.diagnostics import Place, Source
from bareme.editing.quoting import Bare, one_line
from bareme.nearest import nearest
from bareme.reading.source import CONTROL
from bareme.reading.tree import Scalar
from bareme.translation import tr
from bareme.values import Expected, Fault, parse_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bareme.diagnostics import Report
    from bareme.editing.entries import Content
    from bareme.model import Parameter
    from bareme.reading.scalars import Number

_ADDRESS = re.compile(
    r"(?:(?P<rulebook>[a-z][a-z0-9-]*)/)?(?P<name>[^\s./=]+)(?:\.(?P<choice>[^\s./=]+))?"
)
_NAMED = re.compile(r"(?:[a-z][a-z0-9-]*/)?[a-z][a-z0-9_]*=")


@dataclass(frozen=True, slots=True)
class Word:
    """A word `RULEBOOK/NAME.CHOICE=TEXT` of a command line; the rulebook and the choice may lack,
    and so may the name where the text is for all.
    """

    rulebook: str | None
    name: str
    choice: str | None
    text: str
    address: Place
    place: Place

    def is_about(self, rulebook: str, name: str) -> bool:
        """Tell whether it speaks of a figure."""
        return self.name in {name, ""} and self.rulebook in {rulebook, None}


def assigned(words: Iterable[str], report: Report) -> list[Word]:
    """Return the values that words of a command line give to figures."""
    found: list[Word] = []
    for written in words:
        address, sign, _ = written.partition("=")
        match = _ADDRESS.fullmatch(address.strip()) if sign else None
        if match is None:
            report.add("not-a-value-given", _place(written, 0, len(written)), text=written)
            continue
        found.append(_word(written, match["rulebook"], match["name"], match["choice"]))
    seen: set[tuple[str | None, ...]] = set()
    for word in found:
        key = (word.rulebook, word.name, word.choice)
        if key in seen:
            report.add("duplicate-key", word.address, key=word.address.source.text, first=1)
        seen.add(key)
    return found


def texts(words: Iterable[str]) -> list[Word]:
    """Return texts, each for the figure whose name stands before it, or for all of them."""
    found = []
    for written in words:
        if _NAMED.match(written):
            address = written.partition("=")[0]
            match = _ADDRESS.fullmatch(address)
            assert match is not None
            found.append(_word(written, match["rulebook"], match["name"], None))
        else:
            found.append(text_for_all(written))
    return found


def text_for_all(written: str) -> Word:
    """Return a text that is for every figure."""
    place = _place(written, 0, len(written))
    return Word(None, "", None, written, place, place)


def for_choice(written: str) -> Word:
    """Return a value as `bareme set` takes it: of the whole figure, or `choice=value`."""
    choice, sign, text = written.rpartition("=")
    start = len(choice) + len(sign)
    place = _place(written, start, len(written))
    return Word(None, "", choice or None, text, _place(written, 0, max(start - 1, 1)), place)


def _word(written: str, rulebook: str | None, name: str, choice: str | None) -> Word:
    start = written.index("=") + 1
    place = _place(written, start, len(written))
    return Word(rulebook, name, choice, written[start:], _place(written, 0, start - 1), place)


def _place(written: str, start: int, end: int) -> Place:
    source = Source(tr("ligne de commande"), written)
    return Place(source, 1, start + 1, max(end, start + 1) + 1)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is written, and what it is."""

    text: str
    number: Number


def judged(parameter: Parameter, word: Word, report: Report) -> Value | None:
    """Return the value a word gives to a figure; None, with the reason reported, when the file
    would be refused with it.
    """
    text = word.text.strip()
    node = Scalar(text, plain=True, place=word.place)
    if node.is_empty:
        report.add("value-missing", word.place, name=parameter.name)
        return None
    try:
        value = parse_node(node, Expected(parameter.kind, cents=True))
    except Fault as fault:
        report.add(fault.code, word.place, fault.suggestion, **fault.data)
        return None
    return Value(text, value)  # type: ignore[arg-type]  # a figure is a number


def values_of(
    parameter: Parameter, words: Sequence[Word], report: Report, partly: bool
) -> dict[str, Value] | None:
    """Return what words give to one figure, by choice, or under the empty name where it has none;
    None, with the reasons reported, when they do not. Where `partly`, some choices may be left as
    they are.
    """
    choices = list(parameter.figures[-1].by_choice) if parameter.by else []
    found: dict[str, Value] = {}
    whole = True
    for word in words:
        if _fits(parameter, word, choices, report):
            value = judged(parameter, word, report)
            if value is not None:
                found[word.choice or ""] = value
                continue
        whole = False
    missing = [choice for choice in choices if choice not in found]
    if whole and missing and not partly:
        report.add("choices-missing", words[0].address, missing=", ".join(missing))
        whole = False
    return found if whole else None


def _fits(parameter: Parameter, word: Word, choices: Sequence[str], report: Report) -> bool:
    """Tell whether a word speaks of a choice where there are some, and of none where there are
    none.
    """
    name, by = parameter.name, parameter.by or ""
    listing = ", ".join(choices)
    if word.choice is None and choices:
        report.add("choice-needed", word.address, name=name, by=by, known=listing)
    elif word.choice is not None and not choices:
        report.add("choice-needless", word.address, name=name, choice=word.choice)
    elif word.choice is not None and word.choice not in choices:
        near = nearest(word.choice, choices)
        report.add("unknown-choice", word.address, near, name=word.choice, known=listing)
    else:
        return True
    return False


def reference_of(word: Word, report: Report) -> str | None:
    """Return a text on one line; None, with the reason reported, when a file cannot hold it."""
    text = one_line(word.text)
    if match := CONTROL.search(text):
        character = f"U+{ord(match.group()):04X}"
        report.add("control-character", word.place, character=character)
        return None
    if not text.strip(" .…") or text.endswith(("…", "...")):  # what the help shows, copied
        report.add("reference-empty", word.place)
        return None
    return text


def content_of(values: Mapping[str, Value], more: Mapping[str, str]) -> Content:
    """Return what is to stand under a date: the value, or those by choice, and the texts."""
    if "" in values:
        return {"value": Bare(values[""].text), **more}
    return {"value": {choice: Bare(value.text) for choice, value in values.items()}, **more}
