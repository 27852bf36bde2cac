"""Bytes to text: encoding, size, and the characters that look like others but are not.

Refuses what YAML readers disagree on (tabs, control characters, exotic line ends) before
any parser sees it, so that every line number means the same everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bareme.diagnostics import Place, Report, Source

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
MAX_REPORTED = 20  # of one kind of character: beyond, the cause is the same

_UNWANTED = re.compile(
    r"(?P<merge>^(?:<{7}|={7}|>{7}|\|{7})(?= |$).*$)"
    r"|(?P<tab>\t)"
    r"|(?P<space>^[ ]*[\u00a0\u2007\u202f\u3000\u2009]"
    r"|^[ ]*(?:- )*-[\u00a0\u2007\u202f]"
    r"|(?:^[ ]*(?:- )*|[{,][ ]*)[A-Za-z0-9_-]+:[\u00a0\u2007\u202f]"
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
    counts: dict[str, int] = {}
    for match in _UNWANTED.finditer(source.text):
        kind = str(match.lastgroup)
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= MAX_REPORTED:
            place = _place_at(source, match.end() - 1 if kind == "space" else match.start())
            character = match.group()[-1]
            report.add(_CODES[kind], place, character=f"U+{ord(character):04X}")
    return bool(counts)


def _place_at(source: Source, offset: int) -> Place:
    line = source.text.count("\n", 0, offset) + 1
    column = offset - (source.text.rfind("\n", 0, offset) + 1) + 1
    return Place(source, line, column, column + 1)
