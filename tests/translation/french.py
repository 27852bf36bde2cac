"""The texts of the program that look French and do not pass through `tr`, and the calls that do.

A heuristic: an accent, French quotes, or a usual French word.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

import bareme

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGINE = Path(bareme.__file__).parent
TRANSLATING = frozenset({"tr", "trn", "N_"})
_WORDS = (
    *("le", "la", "les", "des", "une", "un", "du", "au", "aux", "ce", "cette", "ces", "leur"),
    *("est", "sont", "pas", "ne", "aucun", "aucune", "avec", "sans", "pour", "dans", "sur", "par"),
    *("et", "ou", "qui", "que", "dont", "si", "sinon", "oui", "non", "rien", "puis", "depuis"),
    *("jour", "jours", "an", "ans", "mois", "euro", "euros", "ligne", "lignes", "colonne"),
    *("valeur", "chiffre", "fichier", "avant", "vide", "suite", "tout", "tous", "fin"),
)
_FRENCH = re.compile(
    rf"[àâçèéêëîïôùûüœÀÂÇÈÉÊÎÔŒ«»]|(?i:(?<![\w.$-])(?:{'|'.join(_WORDS)})(?![\w-]))"
)


class Text(NamedTuple):
    """A text in the code: its file, its line, and what it says, `{}` where a value stands."""

    file: str
    line: int
    text: str


def outside() -> Iterator[Text]:
    """Give the texts that look French and are translated nowhere."""
    for path in sorted(ENGINE.rglob("*.py")):
        name = path.relative_to(ENGINE).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        for node in _told(tree):
            text = _text(node)
            if _FRENCH.search(text):
                yield Text(name, node.lineno, text)


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Give every call of `tr`, `trn` and `N_`, with its file."""
    for path in sorted(ENGINE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if _translates(node):
                yield path.relative_to(ENGINE).as_posix(), node


def _translates(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in TRANSLATING
    )


def _told(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Give the texts below a node, but for those that are translated and the docstrings."""
    if isinstance(node, ast.JoinedStr):
        yield node
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _told(part.value)
        return
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node
        return
    skipped: list[ast.expr] = node.args if _translates(node) else []
    for child in ast.iter_child_nodes(node):
        documents = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if not documents and child not in skipped:
            yield from _told(child)


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
