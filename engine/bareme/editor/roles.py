"""What stands where in the files of a rulebook: names, formulas, choices, by the path alone."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bareme.editor.outline import Path


class Role(Enum):
    """What a key or a value is for."""

    DECLARED = auto()  # a name, where it is declared
    NAME = auto()  # a name, where it is used
    FORMULA = auto()
    CELL = auto()  # of a table: the column is the last step of the path
    CHOICE = auto()  # a choice, where it is declared or a figure depends on it
    VALUE = auto()  # of the name that is the last step of the path
    RULEBOOK = auto()  # the name of another rulebook
    LENT = auto()  # a name of that rulebook
    UNIT = auto()
    KEY = auto()  # a word of the schema
    TEXT = auto()  # anything else


_FORMULAS = frozenset({"formula", "when", "then", "otherwise", "floor", "cap"})
_ANY = "*"

# The end of a path, and what stands there as a key; the first that fits.
_KEYS: dict[str, tuple[tuple[Path, Role], ...]] = {
    "parameters": (((_ANY, "values", _ANY, "value"), Role.CHOICE), ((), Role.DECLARED)),
    "rulebook": (
        (("uses",), Role.RULEBOOK),
        (("inputs",), Role.DECLARED),
        (("rules",), Role.DECLARED),
        (("rules", _ANY, "list"), Role.CHOICE),
        (("rules", _ANY, "variants", _ANY, "list"), Role.CHOICE),
        ((_ANY, _ANY, "choices"), Role.CHOICE),
        (("rules", _ANY, "table", "rows", _ANY, "when"), Role.NAME),
        (("rules", _ANY, "variants", _ANY, "table", "rows", _ANY, "when"), Role.NAME),
    ),
    "examples": (
        (("examples", _ANY, "given"), Role.NAME),
        (("examples", _ANY, "expect"), Role.NAME),
    ),
}
_VALUES: dict[str, tuple[tuple[Path, Role], ...]] = {
    "parameters": (((_ANY, "by"), Role.NAME), ((_ANY, "unit"), Role.UNIT)),
    "rulebook": (
        (("uses", _ANY, _ANY), Role.LENT),
        (("outputs", _ANY), Role.NAME),
        (("reference_date",), Role.NAME),
        ((_ANY, _ANY, "choices"), Role.NAME),
        ((_ANY, _ANY, "unit"), Role.UNIT),
        (("inputs", _ANY, "default"), Role.VALUE),
    ),
    "examples": (
        (("examples", _ANY, "given", _ANY), Role.VALUE),
        (("examples", _ANY, "expect", _ANY), Role.VALUE),
        (("examples", _ANY, "given", _ANY, _ANY), Role.VALUE),
        (("examples", _ANY, "expect", _ANY, _ANY), Role.VALUE),
    ),
}


def role_of_key(kind: str, path: Path) -> Role:
    """Return what the keys are that stand at a path of a file."""
    return _first(_KEYS[kind], path) or Role.KEY


def role_of_value(kind: str, path: Path) -> Role:
    """Return what the value at a path of a file is."""
    found = _first(_VALUES[kind], path)
    if found is not None or kind != "rulebook" or path[:1] != ("rules",):
        return found or Role.TEXT
    column = _in_list(path)
    if _first(_KEYS["rulebook"], column[:-1]) is Role.NAME:
        return Role.CELL
    return Role.FORMULA if path[-1] in _FORMULAS and len(path) >= _MIN_FORMULA else Role.TEXT


_MIN_FORMULA = 3  # rules, a name, and the key of the formula


def name_of_value(path: Path) -> str:
    """Return the name whose value stands at a path: of an input with its default, the input."""
    column = _in_list(path)
    return str(column[-2] if column[-1] == "default" else column[-1])


def _in_list(path: Path) -> Path:
    """Return the path of a list whose item a path may be."""
    return path[:-1] if path and isinstance(path[-1], int) else path


def _first(known: tuple[tuple[Path, Role], ...], path: Path) -> Role | None:
    return next((role for pattern, role in known if _fits(pattern, path)), None)


def _fits(pattern: Path, path: Path) -> bool:
    return len(pattern) == len(path) and all(
        wanted in {_ANY, step} for wanted, step in zip(pattern, path, strict=True)
    )
