"""A situation from the command line, a file or standard input, typed by the rulebook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.diagnostics import Place, Report, Source
from bareme.errors import SituationError
from bareme.reading.composing import compose
from bareme.reading.source import decode, read_source
from bareme.reading.tree import Entry, Mapping, Scalar
from bareme.situation import read_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bareme.domains.exact import Value
    from bareme.model import Definition


def situation_from(
    definition: Definition, assignments: Sequence[str], file: str | None
) -> dict[str, Value]:
    """Return the values given; those of the command line win over those of the file.

    SituationError with everything that is wrong.
    """
    report = Report()
    given: dict[str, Value] = {}
    if file is not None:
        given |= _from_file(definition, file, report)
    given |= read_entries(definition, _assigned(assignments, report), report)
    if report.has_errors:
        raise SituationError(report.diagnostics)
    return given


def _assigned(assignments: Sequence[str], report: Report) -> list[Entry]:
    """Return the values of `name=value` words; each word is a source of its own, so that what
    is wrong in it can be pointed at.
    """
    entries: dict[str, Entry] = {}
    for word in assignments:
        source = Source("ligne de commande", word)
        name, sign, text = word.partition("=")
        start = len(name) + 1 if sign else 0
        place = Place(source, 1, start + 1, max(len(word), start + 1) + 1)
        if not sign:
            report.add("not-an-assignment", place, text=word)
        elif name in entries:
            report.add("duplicate-key", place, key=name, first=1)
        else:
            key = Scalar(name, plain=True, place=Place(source, 1, 1, len(name) + 1))
            entries[name] = Entry(key, Scalar(text, plain=True, place=place))
    return list(entries.values())


def _from_file(definition: Definition, file: str, report: Report) -> dict[str, Value]:
    """Read a file of `name: value`, in YAML, of which JSON is a part."""
    if file == "-":
        source = decode(sys.stdin.buffer.read(), "<entrée standard>", report)
    else:
        if not Path(file).is_file():
            report.add("no-such-file", None, file=file)
            return {}
        source = read_source(Path(file), file, report)
    if source is None:
        return {}
    root = compose(source, report)
    if root is None:
        return {}
    if not isinstance(root, Mapping):
        report.add("situation-unreadable", root.place, reason="ce n'est pas une suite de données")
        return {}
    simple = [entry for entry in root.entries if isinstance(entry.value, Scalar)]
    for entry in root.entries:
        if not isinstance(entry.value, Scalar):
            reason = f"« {entry.key.text} » n'a pas une valeur simple"
            report.add("situation-unreadable", entry.key.place, reason=reason)
    return read_entries(definition, simple, report)
