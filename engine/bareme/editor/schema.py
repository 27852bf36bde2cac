"""What the schemas say may stand at a path of a file: its keys, what they mean, its values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from bareme.resources import shipped
from bareme.translation import tr

if TYPE_CHECKING:
    from bareme.editor.outline import Path


@dataclass(frozen=True, slots=True)
class Key:
    """A key that may stand somewhere, and what the schema says of it."""

    name: str
    description: str
    required: bool


def keys_at(kind: str, path: Path) -> tuple[Key, ...]:
    """Return the keys that may stand at a path, those that must be there first."""
    file, found = _at(kind, path)
    required = set(found.get("required", ()))
    keys = [
        Key(name, _described(_resolved(file, below)[1]), name in required)
        for name, below in found.get("properties", {}).items()
    ]
    return tuple(sorted(keys, key=lambda key: not key.required))


def holds_keys(kind: str, path: Path) -> bool:
    """Tell whether keys may stand at a path."""
    found = _at(kind, path)[1]
    return "properties" in found or isinstance(found.get("additionalProperties"), dict)


def description_at(kind: str, path: Path) -> str:
    """Return what the schema says of what stands at a path; empty where it says nothing."""
    return _described(_at(kind, path)[1])


def values_at(kind: str, path: Path) -> tuple[str, ...]:
    """Return the values that may stand at a path, where only some may."""
    found = _at(kind, path)[1]
    truths = ("true", "false") if found.get("type") == "boolean" else ()
    return tuple(map(str, found.get("enum", truths)))


def _at(kind: str, path: Path) -> tuple[str, dict[str, Any]]:
    """Return the schema of what stands at a path of a file, and the file that is written in; one
    that says nothing, where nothing may stand.
    """
    file = f"{kind}.schema.json"
    file, found = _resolved(file, _schemas()[file])
    for step in path:
        below = found.get("items") if isinstance(step, int) else _below(found, step)
        if not isinstance(below, dict):
            return file, {}
        file, found = _resolved(file, below)
    return file, found


def _below(node: dict[str, Any], key: str) -> Any:
    return node.get("properties", {}).get(key, node.get("additionalProperties"))


def _resolved(file: str, node: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a schema with what it refers to, and the file that is written in: what it says itself
    comes before what it refers to.
    """
    said = {key: value for key, value in node.items() if key != "$ref"}
    if "$ref" not in node:
        return file, said
    target, _, pointer = str(node["$ref"]).partition("#")
    found: Any = _schemas()[target or file]
    for part in pointer.split("/")[1:]:
        found = found[part]
    file, below = _resolved(target or file, found)
    return file, {**below, **said}


def _described(schema: dict[str, Any]) -> str:
    description = str(schema.get("description", ""))
    return tr(description) if description else ""


@cache
def _schemas() -> dict[str, dict[str, Any]]:
    files = shipped("schemas").glob("*.schema.json")
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in files}
