"""Both versions in one, side by side: what either decides is decided of the same person.

Whatever rests on what differs is there twice: as after, and under another name as before. Followed
through such a version, a person meets the limits of both, and is asked for all that either reads.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bareme.differences.changes.renaming import renamed
from bareme.differences.effects.mixing import MixedProgram
from bareme.differences.effects.standing import resting_on
from bareme.frozen import Frozen
from bareme.program import Program
from bareme.rulebook import Rulebook, Rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeVar

    Named = TypeVar("Named")

_BEFORE = "{} (avant)"  # no name of a rulebook is written so


def together(before: Rules, after: Rules, names: Iterable[str]) -> tuple[Rules, tuple[str, ...]]:
    """Return both versions as one, and those of its outputs that rest on what differs (`names`):
    as after, and as before.
    """
    touched = resting_on(names, before, after)
    old, new = before.book.definition, after.book.definition
    twice = {
        name: _BEFORE.format(name)
        for name in touched
        if name in old.rules or name in old.parameters or name == old.reference_date
    }
    told = renamed(replace(old, inputs=Frozen(_without(old.inputs, twice))), twice)
    program = Program(told, before.date)
    if old.reference_date in twice:
        program.constants = {**program.constants, twice[old.reference_date]: before.date}  # type: ignore[dict-item]  # a name that is worth a date
    outputs = tuple(name for name in new.outputs if name in touched)
    was = tuple(twice[name] for name in old.outputs if name in twice)
    definition = replace(
        new,
        parameters=Frozen({**told.parameters, **new.parameters}),
        inputs=Frozen({**told.inputs, **new.inputs}),
        rules=Frozen({**told.rules, **new.rules}),
        outputs=(*outputs, *was),
    )
    owners: Mapping[str, Program] = {
        **dict.fromkeys([*told.parameters, *told.rules], program),
        **dict.fromkeys([*new.parameters, *new.rules], after.program),
    }
    mixed = MixedProgram(definition, after.date, owners)
    mixed.constants = {**program.constants, **mixed.constants}
    return Rules(Rulebook(definition), after.date, mixed), (*outputs, *was)


def _without(named: Mapping[str, Named], names: Mapping[str, str]) -> dict[str, Named]:
    return {name: each for name, each in named.items() if name not in names}
