"""What a person reads goes through `tr`: in literals, where it is told, and nothing else does."""

from __future__ import annotations

import ast
import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from bareme.translation import update
from translation.french import ENGINE, TRANSLATING, calls, outside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Files whose texts are messages without being marked: they are extracted as they are.
EXTRACTED = frozenset(
    {"diagnostics/catalogue.py", "diagnostics/page.py", "differences/findings/codes.py"}
)
# What looks French and is no message, with why: a file (or what it begins with), and the texts.
ALLOWED = (
    # The French that analysts write, and that is understood or mended.
    ("building/cells.py", r".*\\s.*|entre \(\.\+\) et \(\.\+\)"),
    ("building/nodes.py", r".*\\s.*|[“”«» \xa0]+"),
    ("language/spelling.py", r".*\\b.*|\[“.*|et|ou|non|sinon|si|oui|rien"),
    ("reading/keys.py", r"[a-z_ ]+"),
    ("reading/mending.py", r"[«»]"),
    ("reading/scalars.py", r".*\\.*|OoIl\|&éèçà|février fevrier|août aout|décembre decembre|le "),
    ("reading/scalars.py", r"oui|non"),
    ("editing/fixing/answers.py", r"\[“.*|«»|et|ET|ou|OU|euros?"),
    ("editing/fixing/characters.py", r"[àâä].*"),
    ("cli/dialogue.py", r"aucune?"),
    ("cli/mending.py", r"oui"),
    # What programs read: the columns of the file of rejects, the name of an output beside another.
    ("batch/rejects.py", r"ligne|colonne|valeur|remède|fichier"),
    ("differences/limits/together.py", r"\{\} \(avant\)"),
    # The names of units in rulebooks: `str(unit)`. A person reads those of `Manner.units`.
    ("units.py", r"euros?|ans?|années?|mois|jours?|caractères?|.*octets.*"),
    ("domains/phrases.py", r"jour|mois|an"),
    ("domains/units.py", r"jour|mois|an"),
    ("editor/completion.py", r"€/(?:an|mois|jour)|(?:jour|mois)/an"),
    # How each language writes: what `Manner` is for.
    ("translation/manners.py", r"ans?|mois|jours?|caractères?|février|août|décembre"),
    # The text of a condition on several values, which is compared and kept: not told in words.
    ("building/tables.py", r" ou "),
    # Patterns of French typography.
    ("differences/page/markup.py", r"\(\?<=.*"),
    ("differences/rendering/lines.py", r"\(\?<=.*"),
    # English: an error of the programmer, and a page for developers.
    ("differences/findings/pages.py", r"## To accept it\n.*"),
    ("tables/streaming.py", r"an iterable of tables is expected, not \{\}"),
)


def _allowed(file: str, text: str) -> bool:
    return any(
        file.startswith(where) and re.fullmatch(pattern, text, re.DOTALL)
        for where, pattern in ALLOWED
    )


def test_no_french_is_told_that_is_not_translated() -> None:
    messages = {part for m in update.messages() for part in ([m] if isinstance(m, str) else m)}
    forgotten = [
        text
        for text in outside()
        if not (text.file in EXTRACTED and text.text in messages)
        and not _allowed(text.file, text.text)
    ]
    assert forgotten == []


def test_every_exception_is_needed() -> None:
    found = list(outside())
    unneeded = [
        (where, pattern)
        for where, pattern in ALLOWED
        if not any(
            text.file.startswith(where) and re.fullmatch(pattern, text.text, re.DOTALL)
            for text in found
        )
    ]
    assert unneeded == []


def _name(call: ast.Call) -> str:
    assert isinstance(call.func, ast.Name)
    return call.func.id


def test_a_message_is_a_literal() -> None:
    """Or, to `tr` alone, one that `N_` marked and that is looked up."""
    looked_up = (ast.Name, ast.Attribute, ast.Subscript)
    wrong = []
    for file, call in calls():
        given = call.args[:2] if _name(call) == "trn" else call.args
        for argument in given:
            literal = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            if not literal and not (_name(call) == "tr" and isinstance(argument, looked_up)):
                wrong.append((file, call.lineno, ast.unparse(call)))
    assert wrong == []


def test_a_message_is_given_the_facts_it_tells() -> None:
    wrong = []
    for file, call in calls():
        given = {keyword.arg for keyword in call.keywords}
        texts = [a.value for a in call.args if isinstance(a, ast.Constant)]
        told = {
            name
            for text in texts
            if isinstance(text, str)
            for _, name, _, _ in Formatter().parse(text)
            if name is not None
        }
        if given and texts and None not in given and told != given:
            wrong.append((file, call.lineno, ast.unparse(call)))
    assert wrong == []


def test_nothing_is_translated_when_a_module_is_imported() -> None:
    early = []
    for path in sorted(ENGINE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        called = [n for n in _at_import(tree) if isinstance(n, ast.Call)]
        early += [
            (path.relative_to(ENGINE).as_posix(), call.lineno)
            for call in called
            if isinstance(call.func, ast.Name) and call.func.id in TRANSLATING - {"N_"}
        ]
    assert early == []


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Give what is evaluated when a module is imported: all but the bodies of functions."""
    yield node
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        for part in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults):
            if part is not None:
                yield from _at_import(part)
    elif not isinstance(node, ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _at_import(child)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('say("Aucune ligne")', ["Aucune ligne"]),
        ('say(f"{n} lignes lues")', ["{} lignes lues"]),
        ('say(tr("Aucune ligne"), x="réponse")', ["réponse"]),
        ('"""Docstring : né."""\nf = N_("né")', []),
        ('raise ValueError("rows are expected")', []),
    ],
)
def test_what_is_found(
    code: str, found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr("translation.french.ENGINE", tmp_path)
    assert [text.text for text in outside()] == found
