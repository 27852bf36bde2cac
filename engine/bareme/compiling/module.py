"""A compiled rulebook as a Python module of its own: nothing to install.

It speaks the language that was in use when it was written, and no other.
"""

from __future__ import annotations

import ast
import inspect
import json
from typing import TYPE_CHECKING

from bareme import calendar
from bareme._version import __version__
from bareme.compiling import runtime
from bareme.compiling.pieces import names_in
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from bareme.compiling.function import Function
    from bareme.rulebook import Rules


def module(rules: Rules, function: Function) -> str:
    """Return the text of a module whose `evaluate` answers as the rules do."""
    code = "\n".join(function.lines()).replace("\n\n\n", "\n\n")
    read = set(names_in(ast.parse(code)))
    constants = [
        f"{name} = {value}" for name, value in function.constants().items() if name in read
    ]
    imports, definitions = _used("\n".join([*constants, code, "Any"]))
    parts = [
        "\n".join(_head(rules)),
        "\n".join(imports),
        _spaced(definitions),
        "\n".join(constants),
        code,
    ]
    return "\n\n\n".join(part for part in parts if part) + "\n"


def _head(rules: Rules) -> Iterator[str]:
    made = rules.book.definition
    for line in (
        made.title,
        f"{made.name} {made.edition}, in force on {rules.date} (sha256 {made.fingerprint})",
        f"Written by bareme {__version__}: change the rulebook, and write it again.",
        "",
        "evaluate(name=value, …) returns a dict of exact answers: amounts are Decimal. Amounts are",
        "given as int, Decimal, Fraction, or float (read as the decimal it prints as), dates as",
        "datetime.date or YYYY-MM-DD. Refused, a ValueError, tells what cannot be judged, and why.",
    ):
        yield f"# {' '.join(line.split())}".rstrip()


def _used(code: str) -> tuple[list[str], list[str]]:
    """Return the imports and the definitions that some code needs, in a fitting order."""
    known = {**_statements(calendar), **_statements(runtime)}
    needed: dict[str, None] = {}
    pending = [code]
    while pending:
        for name in names_in(ast.parse(pending.pop())):
            if name in known and name not in needed:
                needed[name] = None
                pending.append(known[name])
    found = dict.fromkeys(known[name] for name in known if name in needed)
    whole = sorted(text for text in found if text.startswith("import "))
    parts = sorted((text for text in found if text.startswith("from ")), key=str.lower)
    definitions = [text for text in found if text not in {*whole, *parts}]
    return ["from __future__ import annotations", "", *whole, *parts], definitions


def _spaced(definitions: Iterable[str]) -> str:
    """Return definitions as one lays them out: functions apart, values line by line."""
    text, before = "", ""
    for definition in definitions:
        apart = any(one.startswith(("def ", "class ")) for one in (definition, before))
        text += ("\n\n\n" if apart else "\n") + definition
        before = definition
    return text.strip("\n")


def _statements(of: ModuleType) -> dict[str, str]:
    """Return the text of each statement of a module, by the name that it defines."""
    found: dict[str, str] = {}
    text = _translated(inspect.getsource(of))
    for node in ast.parse(text).body:
        source = ast.get_source_segment(text, node) or ""
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found[node.name] = source
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id: source for target in targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: f"import {_alias(alias)}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("bareme"):
            for alias in node.names:
                found[alias.asname or alias.name] = f"from {node.module} import {_alias(alias)}"
    return found


def _translated(text: str) -> str:
    """Return code in which each call of `tr` has given way to what it returns."""
    lines = text.split("\n")
    calls = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"
    ]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset), reverse=True):
        (message,) = map(ast.literal_eval, call.args)
        assert call.end_lineno == call.lineno
        line = lines[call.lineno - 1].encode()
        said = json.dumps(tr(message), ensure_ascii=False).encode()
        lines[call.lineno - 1] = (
            line[: call.col_offset] + said + line[call.end_col_offset :]
        ).decode()
    return "\n".join(lines)


def _alias(alias: ast.alias) -> str:
    return alias.name if alias.asname is None else f"{alias.name} as {alias.asname}"
