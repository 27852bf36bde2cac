"""The shape of a document: JSON Schema judges, and its verdict is told again in plain words.

Each schema error becomes one diagnostic at the key or value it is about, with the nearest
known key, the words of the schema's `errorMessage`, and what to write instead.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from referencing import Registry

from bareme.nearest import nearest
from bareme.reading.keys import keys_for
from bareme.reading.scalars import (
    MAX_DIGITS,
    looks_like_date,
    parse_boolean,
    parse_date,
    parse_number,
    suggest_boolean,
    suggest_date,
    suggest_number,
)
from bareme.reading.tree import Mapping, Node, Scalar, Sequence, find
from bareme.resources import shipped
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bareme.diagnostics import Report

MAX_NAME = 80
KINDS = ("parameters", "rulebook", "examples")


class _Text(str):
    """A scalar as the validator sees it: text first, typed by what the schema expects."""

    __slots__ = ("plain",)
    plain: bool


def check_shape(root: Node, kind: str, report: Report) -> bool:
    """Judge a document against the schema of its kind; tell whether it has the right shape."""
    if isinstance(root, Mapping) and (other := _other_kind(root, kind)):
        report.add("other-kind", root.entries[0].key.place, file=f"{other}.yaml")
        return False
    errors = list(_validator(kind).iter_errors(_instance(root)))
    # A key misspelt is told once, not again as one that is missing.
    misspelt = {
        tuple(error.absolute_path): set(_meant(find(root, error.absolute_path), error.schema))
        for error in errors
        if error.validator == "additionalProperties"
    }
    refused = [
        (*error.absolute_path, str(error.instance)) for error in errors if _is_of_a_name(error)
    ]
    for error in errors:
        path = tuple(error.absolute_path)
        if not any(path[: len(name)] == name for name in refused):  # else of the same cause
            _retell(error, root, misspelt.get(path), report)
    return not errors


def _other_kind(root: Mapping, kind: str) -> str | None:
    """Return the kind of file a document is, where it is surely another than the one expected."""
    keys = {entry.key.text for entry in root.entries}
    below = [set(_keys(entry.value)) for entry in root.entries]
    signs = {
        "parameters": bool(below) and all({"unit", "values"} <= names for names in below),
        "rulebook": {"title", "version"} <= keys,
        "examples": keys == {"examples"},
    }
    return (
        None
        if signs.get(kind, True)
        else next((other for other, is_it in signs.items() if is_it), None)
    )


def _is_of_a_name(error: ValidationError) -> bool:
    return "propertyNames" in error.absolute_schema_path


def _instance(node: Node) -> object:
    if isinstance(node, Mapping):
        return {entry.key.text: _instance(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [_instance(item) for item in node.items]
    if node.is_empty:
        return None
    text = _Text(node.text)
    text.plain = node.plain
    return text


@cache
def _validator(kind: str) -> Any:
    schemas = {path.name: _schema(path) for path in shipped("schemas").glob("*.schema.json")}
    types = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            "string": lambda _, value: isinstance(value, str),
            "number": lambda _, value: _is_plain(value) and parse_number(value) is not None,
            "boolean": lambda _, value: _is_plain(value) and parse_boolean(value) is not None,
        }
    )
    formats = FormatChecker(formats=())
    formats.checks("date")(lambda value: not isinstance(value, str) or _plausible_date(value))
    formats.checks("figure")(lambda value: not isinstance(value, str) or _plausible_figure(value))
    judge: Any = extend(Draft202012Validator, {"pattern": _pattern}, type_checker=types)  # type: ignore[no-untyped-call]
    # An empty registry: the default one would fetch file:// and the network.
    whole = _inlined(f"{kind}.schema.json", "", schemas, {})
    return judge(whole, registry=Registry(), format_checker=formats)


def _inlined(
    file: str,
    pointer: str,
    schemas: dict[str, dict[str, Any]],
    made: dict[tuple[str, str], dict[str, Any]],
) -> dict[str, Any]:
    """Return a schema in which each `$ref` has given way to what it names.

    None of ours refers back to itself. Following references anew for each value of a document
    would take half the time of judging it.
    """

    def inlined(node: Any) -> Any:
        if isinstance(node, list):
            return [inlined(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            target, _, below = str(node["$ref"]).partition("#")
            return _inlined(target or file, below, schemas, made)
        return {key: inlined(value) for key, value in node.items() if key != "$defs"}

    if (file, pointer) not in made:
        found: Any = schemas[file]
        for part in pointer.split("/")[1:]:
            found = found[part]
        made[file, pointer] = inlined(found)
    return made[file, pointer]


def _schema(path: Path) -> dict[str, Any]:
    """Return a schema without its `$schema`, at which jsonschema would go back to its own idea
    of a number.
    """
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    del schema["$schema"]
    return schema


def _pattern(validator: Any, pattern: str, instance: object, schema: object) -> Iterator[Any]:
    """Judge `pattern` as the standard means it: Python's `$` lets a line end through."""
    del schema
    if validator.is_type(instance, "string") and not re.search(
        pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern, str(instance)
    ):
        yield ValidationError(f"does not match {pattern}")


def _is_plain(value: object) -> bool:
    return isinstance(value, _Text) and value.plain


def _plausible_date(text: str) -> bool:
    """Accept what the pattern refuses anyway, so that one mistake is told once."""
    return not looks_like_date(text) or parse_date(text) is not None


def _plausible_figure(text: str) -> bool:
    return sum(c.isdigit() for c in text) <= MAX_DIGITS or parse_number(text) is not None


def _retell(error: ValidationError, root: Node, misspelt: set[str] | None, report: Report) -> None:
    path = list(error.absolute_path)
    node = find(root, path)
    schema = error.schema if isinstance(error.schema, dict) else {}
    expected = _expected(schema, error)
    keyword = str(error.validator)
    if keyword == "additionalProperties":
        _retell_unknown_keys(node, schema, report)
    elif keyword == "required":
        for key in sorted(set(schema["required"]) - set(_keys(node)) - (misspelt or set())):
            report.add("missing-key", _head(root, path), key=key)
    elif keyword == "anyOf" and misspelt is not None:
        return
    elif _is_of_a_name(error):
        key = _key(node, str(error.instance))
        if looks_like_date(key.text) and schema.get("format") != "date":
            report.add("yaml-indentation", key.place)  # a line of the history of a figure
        else:
            _retell_value(key, keyword, schema, expected, report)
    elif isinstance(node, Scalar) and (path or node.is_empty):
        _retell_value(node, keyword, schema, expected, report)
    else:
        report.add("wrong-shape", _head(root, path), expected=expected)


def _expected(schema: dict[str, Any], error: ValidationError) -> str:
    """Return what is expected, as a sentence begins."""
    if told := str(schema.get("errorMessage", "")):
        told = tr(told)
        return told[0].upper() + told[1:]
    told = str(schema.get("description") or error.message)
    told = tr(told)
    return tr("Attendu : {what}", what=f"{told[0].lower()}{told[1:]}")


def _keys(node: Node) -> list[str]:
    return [entry.key.text for entry in node.entries] if isinstance(node, Mapping) else []


def _head(root: Node, path: list[str | int]) -> Any:
    """Return the place of the key under which a node stands: what a reader looks for."""
    if path and isinstance(path[-1], str):
        parent = find(root, path[:-1])
        if isinstance(parent, Mapping):
            return parent.key_place(path[-1])
    return find(root, path).place


def _key(node: Node, text: str) -> Scalar:
    if isinstance(node, Mapping):
        for entry in node.entries:
            if entry.key.text == text:
                return entry.key
    return Scalar(text, plain=True, place=node.place)


def _retell_unknown_keys(node: Node, schema: dict[str, Any], report: Report) -> None:
    properties = schema.get("properties", {})
    known = ", ".join(properties)
    meant = _meant(node, schema)
    for entry in node.entries if isinstance(node, Mapping) else ():
        key = entry.key.text
        if key in properties:
            continue
        near = next((known for known, written in meant.items() if written == key), None)
        under = [
            name for name in (*_keys(node), *properties) if _may_be_below(properties, name, key)
        ]
        if near is None and under:
            report.add("key-elsewhere", entry.key.place, key=key, under=under[0])
        else:
            report.add("unknown-key", entry.key.place, near, key=key, known=known)


def _may_be_below(properties: dict[str, Any], name: str, key: str) -> bool:
    dated = properties.get(name, {}).get("propertyNames", {}).get("format") == "date"
    return key in _below(properties, name) or (dated and looks_like_date(key))


def _below(properties: dict[str, Any], name: str) -> set[str]:
    """Return the keys that may stand under a key, or in what is listed there."""
    schema = properties.get(name, {})
    parts = (schema, schema.get("items", {}), schema.get("additionalProperties", {}))
    return {key for part in parts if isinstance(part, dict) for key in part.get("properties", {})}


def _meant(node: Node, schema: Any) -> dict[str, str]:
    """Return, for each key that is missing but nearly there, how it was written."""
    properties = schema.get("properties", {})
    written = _keys(node)
    meant: dict[str, str] = {}
    for key in written:
        free = [name for name in properties if name not in written and name not in meant]
        if key in properties or any(key in _below(properties, name) for name in written):
            continue
        translated = next((name for name in keys_for(key) if name in free), None)
        if near := translated or nearest(key, free):
            meant[near] = key
    return meant


def _retell_value(
    node: Scalar, keyword: str, schema: dict[str, Any], expected: str, report: Report
) -> None:
    if node.is_empty:
        report.add("empty-value", node.place, expected=expected)
        return
    suggestion: str | None = None
    code = "wrong-value"
    pattern = str(schema.get("pattern", ""))
    pointed = re.sub("[^0-9]+", ".", node.text)  # an edition written 2026,1
    if schema.get("format") == "date":
        code = "no-such-day" if keyword == "format" else "not-a-date"
        suggestion = suggest_date(node.text)
    elif schema.get("format") == "figure":
        code = "not-a-number"
        suggestion = suggest_number(node.text)
    elif schema.get("type") == "boolean":
        code = "not-a-boolean"
        suggestion = suggest_boolean(node.text)
    elif "enum" in schema:
        allowed = [str(value) for value in schema["enum"]]
        suggestion = allowed[0] if len(allowed) == 1 else nearest(node.text, allowed)
    elif schema.get("type") == "array":
        suggestion = _listed(node.text, schema)
    elif pointed[:1].isdigit() and pattern and re.search(pattern, pointed):
        suggestion = pointed
    elif pattern.startswith(("^[a-z]", "^([a-z]")):
        code = "bad-name"
        suggestion = plain_name(node.text, "-" if "-]" in pattern else "_")
    report.add(code, node.place, suggestion, text=node.text, expected=expected)


def _listed(text: str, schema: dict[str, Any]) -> str | None:
    """Return the list of names that a text probably means: one alone, a dash glued to it,
    parentheses around it.
    """
    names = re.findall(r"\w+", text)
    if "pattern" not in schema.get("items", {}) or re.search(r"[^\w\s,;()\"'-]", text):
        return None
    return f"[{', '.join(names)}]" if names else None


def plain_name(text: str, joint: str) -> str | None:
    """Return a text as a name is written, its words joined so; None when it makes none."""
    bare = unicodedata.normalize("NFKD", text.strip()).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", joint, bare).strip(joint)
    return name if re.match(r"[a-z]", name) and len(name) <= MAX_NAME else None
