"""The schemas serve two readers, the program and editors, with the same verdict."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from bareme.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMAS = {path.name: json.loads(path.read_text("utf-8")) for path in shipped("schemas").iterdir()}
FILES = sorted(shipped("rules").glob("*/*.yaml"))


class YamlOneTwo(yaml.SafeLoader):
    """What editors read: YAML 1.2, in which a date is a text and `yes` a word."""


YamlOneTwo.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(("timestamp", "bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
YamlOneTwo.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf")
)


def keywords(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the schema of every key, with where it stands."""
    if isinstance(schema, dict):
        for name, below in schema.get("properties", {}).items():
            yield f"{path}/{name}", below
        for key, below in schema.items():
            yield from keywords(below, f"{path}/{key}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described(name: str) -> None:
    definitions = SCHEMAS["common.schema.json"]["$defs"] | SCHEMAS[name].get("$defs", {})
    for path, schema in keywords(SCHEMAS[name]):
        target = definitions.get(schema.get("$ref", "").rpartition("/")[2], {})
        assert schema.get("description") or target.get("description"), path


def test_nothing_to_fall_into() -> None:
    assert '"oneOf"' not in json.dumps(SCHEMAS)
    assert '"$id"' not in json.dumps(SCHEMAS), "editors would look it up on the network"


def _as_json(document: object) -> object:
    """Make keys text, as editors do: `75: Paris` among the choices."""
    if isinstance(document, dict):
        return {str(key): _as_json(value) for key, value in document.items()}
    return [_as_json(item) for item in document] if isinstance(document, list) else document


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_editors_accept_the_shipped_files(path: Path) -> None:
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
    )
    validator = Draft202012Validator({"$ref": f"{path.stem}.schema.json"}, registry=registry)
    document = yaml.load(path.read_text("utf-8"), Loader=YamlOneTwo)  # a SafeLoader
    assert [error.message for error in validator.iter_errors(_as_json(document))] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_file_names_its_schema(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    _, _, schema = first.partition("# yaml-language-server: $schema=")
    assert (path.parent / schema).resolve().name == f"{path.stem}.schema.json"
    assert schema.startswith("../../schemas/")
