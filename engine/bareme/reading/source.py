"""Bytes to text: encoding, size, and the characters that look like others but are not.

Refuses what YAML readers disagree on (tabs, control characters, exotic line ends) before
any parser sees it, so that every line number means the same everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bareme.diagnostics import Place, Report, Source
from bareme.translation import N_, tr

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 2_000_000
# Control characters, line ends of other worlds, characters without width, and those that turn
# the direction of writing.
_CONTROL = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    r"\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
CONTROL = re.compile(rf"{_CONTROL}|\r")
MAX_REPORTED = 2  # of one kind of character: beyond, the cause is the same

_UNWANTED = re.compile(
    r"(?P<merge>^(?:<{7}|={7}|>{7}|\|{7})(?= |$).*$)"
    r"|(?P<tab>\t)"
    r"|(?P<space>^[ ]*[\u00a0\u2007\u202f\u3000\u2009]"
    r"|^[ ]*(?:- )*-[\u00a0\u2007\u202f]"
    r"|(?:^[ ]*(?:- )*|[{,][ ]*)[A-Za-z0-9_-]+[ ]?:[\u00a0\u2007\u202f]"
    r"|[\u00a0\u2007\u202f](?=[ ]*:(?:[ ]|$)))"
    rf"|(?P<control>{_CONTROL}|\r(?!\n))",
    re.MULTILINE,
)
_CODES = {
    "merge": "merge-conflict",
    "tab": "tab",
    "space": "invisible-space",
    "control": "control-character",
}


# How files of other programs begin, in small letters.
_FOREIGN = (
    (b"pk\x03\x04", N_("un document (Word, Excel, LibreOffice…) ou une archive")),
    (b"\xd0\xcf\x11\xe0", N_("un document Word ou Excel")),
    (b"{\\rtf", N_("un document RTF")),
    (b"%pdf", N_("un PDF")),
    (b"<!doctype html", N_("une page web")),
    (b"<html", N_("une page web")),
    (b"<?xml", N_("un document XML")),
)


def read_source(path: Path, name: str, report: Report) -> Source | None:
    """Read the file at `path`, to be shown as `name`; None when it cannot be used."""
    nowhere = Place(Source(name, ""), 1, 1, 1)
    if not path.is_file():
        report.add("not-a-file", nowhere, file=name)
        return None
    if path.stat().st_size > MAX_BYTES:
        report.add("file-too-large", nowhere, limit=MAX_BYTES, file=name)
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        report.add("unreadable-file", nowhere, reason=error.strerror or error, file=name)
        return None
    return decode(data, name, report)


def decode(data: bytes, name: str, report: Report) -> Source | None:
    """Turn the bytes of a file into text; None when a character makes it unusable."""
    if len(data) > MAX_BYTES:
        report.add("file-too-large", Place(Source(name, ""), 1, 1, 1), limit=MAX_BYTES, file=name)
        return None
    if kind := next((kind for start, kind in _FOREIGN if data.lower().startswith(start)), None):
        report.add("not-a-text", Place(Source(name, ""), 1, 1, 1), kind=tr(kind))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        legible = Source(name, data.decode("cp1252", "replace"))
        report.add("not-utf8", _place_at(legible, len(before)), byte=f"0x{data[error.start]:02X}")
        return None
    source = Source(name, text)
    return None if _report_unwanted(source, report) else source


def _report_unwanted(source: Source, report: Report) -> bool:
    if "\r" in source.text and "\n" not in source.text:
        report.add("lines-without-feed", Place(Source(source.name, ""), 1, 1, 1), file=source.name)
        return True
    found: dict[str, list[re.Match[str]]] = {}
    for match in _UNWANTED.finditer(source.text):
        found.setdefault(str(match.lastgroup), []).append(match)
    for kind, every in found.items():
        matches = _conflicts(every) if kind == "merge" else every
        few = len(matches) <= MAX_REPORTED + 1
        for match in matches if few else matches[:MAX_REPORTED]:
            character = match.group()[-1]
            report.add(_CODES[kind], _stand(source, match), character=f"U+{ord(character):04X}")
        if not few:
            left = matches[MAX_REPORTED:]
            report.add("characters-alike", _stand(source, left[0]), count=len(left))
    return bool(found)


def _conflicts(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return one mark for each conflict, which has three of them."""
    return [mark for mark in marks if mark.group().startswith("<")] or marks[:1]


def _stand(source: Source, match: re.Match[str]) -> Place:
    return _place_at(source, match.end() - 1 if match.lastgroup == "space" else match.start())


def _place_at(source: Source, offset: int) -> Place:
    line = source.text.count("\n", 0, offset) + 1
    column = offset - (source.text.rfind("\n", 0, offset) + 1) + 1
    return Place(source, line, column, column + 1)
