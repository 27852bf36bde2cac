"""A situation from the command line, a file or standard input, typed by the rulebook."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.diagnostics import Place, Report, Source
from bareme.errors import SituationError
from bareme.reading.composing import compose
from bareme.reading.source import MAX_BYTES, decode
from bareme.reading.tree import Entry, Mapping, Scalar
from bareme.situation import expectations, read_entries, read_values
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bareme.domains.exact import Value
    from bareme.model import Definition


class _Pairs(list[tuple[str, object]]):
    """The names and values of a JSON object, those written twice included."""


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
        source = Source(tr("ligne de commande"), word)
        name, sign, text = word.partition("=")
        start = len(name) + 1 if sign else 0
        place = Place(source, 1, start + 1, max(len(word), start + 1) + 1)
        if not sign:
            report.add("not-an-assignment", place, text=word)
        elif name in entries:
            report.add("duplicate-key", place, key=name, first=1)
        else:
            key = Scalar(name, plain=True, place=Place(source, 1, 1, len(name) + 1))
            entries[name] = Entry(key, Scalar(text, plain=False, place=place))
    return list(entries.values())


def _from_file(definition: Definition, file: str, report: Report) -> dict[str, Value]:
    """Read a file of names and values, in JSON or in YAML."""
    if file == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    elif Path(file).is_file():
        with Path(file).open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    else:
        report.add("no-such-file", None, file=file)
        return {}
    if data.lstrip().startswith(b"{"):
        values = _from_json(data)
        if values is not None:
            return _judge(definition, values, report)
    return _from_yaml(definition, data, tr("<entrée standard>") if file == "-" else file, report)


def _from_json(data: bytes) -> list[tuple[str, object]] | None:
    """Return the pairs of a JSON object, its numbers exact; None when it may still be YAML."""
    try:
        pairs = json.loads(data, parse_float=Decimal, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return None
    return pairs if isinstance(pairs, _Pairs) else None


def _judge(
    definition: Definition, pairs: list[tuple[str, object]], report: Report
) -> dict[str, Value]:
    """Return exact values; a number may also be given as text, so that no cent is lost."""
    values: dict[str, object] = {}
    for name, value in pairs:
        if name in values:
            reason = tr("« {name} » est donné deux fois", name=name)
            report.add("situation-unreadable", None, reason=reason)
        if isinstance(value, _Pairs):
            reason = tr("« {name} » n'a pas une valeur simple", name=name)
            report.add("situation-unreadable", None, reason=reason)
        values[name] = value
    try:
        return read_values(definition, expectations(definition), values, texts=True)
    except SituationError as error:
        for diagnostic in error.diagnostics:
            report.include(diagnostic)
        return {}


def _from_yaml(definition: Definition, data: bytes, name: str, report: Report) -> dict[str, Value]:
    source = decode(data, name, report)
    if source is None:
        return {}
    root = compose(source, report)
    if root is None:
        return {}
    if not isinstance(root, Mapping):
        reason = tr("ce n'est pas une suite de données")
        report.add("situation-unreadable", root.place, reason=reason)
        return {}
    simple = [entry for entry in root.entries if not isinstance(entry.value, Mapping)]
    for entry in root.entries:
        if isinstance(entry.value, Mapping):
            reason = tr("« {name} » n'a pas une valeur simple", name=entry.key.text)
            report.add("situation-unreadable", entry.key.place, reason=reason)
    return read_entries(definition, simple, report)
