"""Findings as people and programs read them: a code frame, JSON, review annotations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bareme.diagnostics import Severity
from bareme.translation import N_, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bareme.diagnostics import Diagnostic, Place

# Messages, to be translated where they are shown.
WORDS = {
    Severity.ERROR: N_("erreur"),
    Severity.WARNING: N_("attention"),
    Severity.NOTE: N_("note"),
}
COLORS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36;1"}
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_WIDTH = 160  # of a quoted line; longer ones are cut around the caret


def paint(text: str, code: str, color: bool) -> str:
    """Return `text` in a terminal colour, or as it is."""
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def plain(diagnostic: Diagnostic) -> str:
    """Return a finding without its code frame, on two lines at most."""
    place = diagnostic.place
    where = f"{place.file}:{place.line}:{place.column}: " if place else ""
    return f"{where}{_told(diagnostic)} {diagnostic.remedy}".rstrip()


def text(diagnostics: Iterable[Diagnostic], color: bool = False) -> str:
    """Return findings for a terminal, each with the line it is about and a caret."""
    return "\n\n".join(_framed(diagnostic, color) for diagnostic in diagnostics)


def _framed(diagnostic: Diagnostic, color: bool) -> str:
    severity = diagnostic.severity
    word = paint(f"{tr(WORDS[severity])}[{diagnostic.code}]", COLORS[severity], color)
    lines = [f"{word} {printable(_told(diagnostic))}"]
    if diagnostic.place is not None:
        lines += _frame(diagnostic.place, COLORS[severity], color)
    lines.append(f"  = {printable(diagnostic.remedy)}")
    return "\n".join(lines)


def _told(diagnostic: Diagnostic) -> str:
    """Return the message, with the name it is about where neither it nor the place tells."""
    subject, message = diagnostic.subject, diagnostic.message
    if subject is None or diagnostic.place is not None or subject in message:
        return message
    return tr("{label} : {value}", label=subject, value=message)


def _frame(place: Place, paint_code: str, color: bool) -> list[str]:
    where = f"  --> {place.file}:{place.line}:{place.column}"
    quoted = place.source.line(place.line)
    if not quoted:
        return [f"  --> {place.file}" if not place.source.text else where]
    start = max(0, place.column - 1 - _WIDTH // 2) if len(quoted) > _WIDTH else 0
    shown = printable(quoted[start : start + _WIDTH])
    column = place.column - 1 - start
    length = max(1, min(place.end_column - place.column, len(shown) - column))
    number = str(place.line)
    gutter = " " * len(number)
    caret = paint("^" * length, paint_code, color)
    return [
        where,
        f"{gutter} |",
        f"{number} | {shown}",
        f"{gutter} | {' ' * column}{caret}",
    ]


def printable(text: str) -> str:
    """Return a text in which control characters, escape codes among them, are shown as dots."""
    return "".join(c if c.isprintable() or c == "\u202f" else "·" for c in text)


def as_data(diagnostic: Diagnostic) -> dict[str, object]:
    """Return a finding as plain data for JSON; lines and columns count from 1."""
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "severity": LEVELS[diagnostic.severity],
        "message": diagnostic.message,
        "remedy": diagnostic.remedy,
        "suggestion": diagnostic.suggestion,
        "subject": diagnostic.subject,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "end_column": place.end_column if place else None,
    }


def as_json(diagnostics: Iterable[Diagnostic], color: bool = False) -> str:
    """Return findings as a JSON array."""
    del color
    return json.dumps([as_data(d) for d in diagnostics], ensure_ascii=False, indent=2)


def as_annotations(diagnostics: Iterable[Diagnostic], color: bool = False) -> str:
    """Return findings as the workflow commands by which GitHub annotates a change."""
    del color
    return "\n".join(
        annotation(d.severity, d.place, d.code, f"{d.message}\n{d.remedy}") for d in diagnostics
    )


def annotation(severity: Severity, place: Place | None, title: str, words: str) -> str:
    """Return the workflow command by which GitHub shows words at a place of a change."""
    fields = {"title": title}
    if place is not None:
        fields = {
            "file": place.file,
            "line": str(place.line),
            "col": str(place.column),
            "endColumn": str(place.end_column),
            **fields,
        }
    listed = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in fields.items())
    return f"::{LEVELS[severity]} {listed}::{_escaped(words)}"


def _escaped(value: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        value = value.replace(character, f"%{ord(character):02X}")
    return value


FORMATS: dict[str, Callable[[Iterable[Diagnostic], bool], str]] = {
    "text": text,
    "json": as_json,
    "github": as_annotations,
}
