"""A situation as an entry of `examples.yaml`, without the answer: that comes from the law.

What the law gives is left empty, and `bareme check` refuses the entry until it is filled in. The
program never proposes it: an example filled in with what the program answers tests nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bareme.diagnostics.rendering import printable
from bareme.differences.effects.situations import as_written
from bareme.exercised.saying import said
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bareme.domains.exact import Value
    from bareme.exercised.pieces import Piece
    from bareme.exercised.witnesses import Witness
    from bareme.rulebook import Rulebook

_WIDTH = 100


def entry(book: Rulebook, piece: Piece, witness: Witness) -> str:
    """Return an entry to paste into `examples.yaml`, of several lines."""
    fill = tr("à remplir d'après le texte de la loi, jamais d'après le programme")
    name = json.dumps(f"{piece.label} : {said(piece)}", ensure_ascii=False)
    lines = [
        f"  - name: {printable(name)}",
        f"    on: {witness.on}",
        f"    reference:  # {fill}",
        *_given(_written(book, witness.situation)),
        "    expect:",
        f"      {piece.name}:  # {fill}",
    ]
    return "\n".join(lines)


def _given(values: Mapping[str, str]) -> list[str]:
    """Return the data on one line where they fit, else one a line."""
    flow = ", ".join(f"{name}: {value}" for name, value in values.items())
    if len(flow) <= _WIDTH:
        return [f"    given: {{{flow}}}"]
    return ["    given:", *(f"      {name}: {value}" for name, value in values.items())]


def _written(book: Rulebook, situation: Mapping[str, Value]) -> dict[str, str]:
    """Return the values of a situation as a YAML file writes them."""
    written = as_written(situation, [book])
    return {name: _scalar(text, book.expected[name].kind.base) for name, text in written.items()}


def _scalar(text: str, base: str) -> str:
    if base == "list":
        return f"[{', '.join(filter(None, text.split(',')))}]"
    if base == "text":
        return json.dumps(text, ensure_ascii=False)
    return text
