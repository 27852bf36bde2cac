"""What may be written where a cursor stands: keys, names, choices, functions, units."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from bareme.editor.cursor import is_in_key, quote_left_open
from bareme.editor.functions import meaning
from bareme.editor.names import figures_of, names_of
from bareme.editor.outline import spot_at
from bareme.editor.roles import Role, name_of_value, role_of_key, role_of_value
from bareme.editor.schema import keys_at, values_at
from bareme.language.functions import FUNCTIONS
from bareme.reading.tree import Span
from bareme.translation import N_, tr
from bareme.units import KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bareme.editor.names import Named
    from bareme.editor.outline import Path, Spot
    from bareme.editor.workspace import Document

What: TypeAlias = Literal["key", "figure", "input", "rule", "choice", "function", "unit", "word"]

_TYPED = re.compile(r"[\w-]*$")
_NAME_TYPED = re.compile(r"\w*$")
_COMPARED = re.compile(
    r"(\w+)\s*(?:(?:==|!=)\s*|(?:not\s+)?in\s*[\[(](?:[^\])]*,)?\s*|\[\s*)[\"']?$"
)
_LISTED = re.compile(r"\w*[\"']\s*(?:not\s+)?in\s+(\w+)")
_MEASURES = (*KNOWN, "€/an", "€/mois", "€/jour", "jour/an", "mois/an")
_WORDS = {
    "and": N_("l'un et l'autre"),
    "or": N_("l'un ou l'autre, ou les deux"),
    "not": N_("le contraire"),
    "if": N_("a if condition else b : a quand la condition est vraie, sinon b"),
    "else": N_("a if condition else b : a quand la condition est vraie, sinon b"),
    "in": N_("l'un des choix d'une liste"),
    "true": N_("vrai"),
    "false": N_("faux"),
    "nothing": N_("pas de valeur"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that may be written: `text` in place of what is in `span`.

    `detail` says in a few words what it is, `meaning` in a sentence; the better it fits, the
    smaller its `rank`.
    """

    label: str
    text: str
    what: What
    span: Span
    detail: str = ""
    meaning: str = ""
    rank: int = 0


def completions(document: Document, offset: int) -> tuple[Proposal, ...]:
    """Return what may be written at an offset, what fits best first."""
    spot = spot_at(document.text, offset)
    if is_in_key(document, spot):
        found = _keys(document, spot)
    else:
        found = _values(document, spot, document.text[offset:].partition("\n")[0])
    word = _TYPED if spot.is_key else _NAME_TYPED
    start = offset - len(word.search(spot.written).group())  # type: ignore[union-attr]  # maybe ""
    return tuple(
        sorted(
            (replace(proposal, span=Span(start, offset)) for proposal in found),
            key=lambda proposal: proposal.rank,
        )
    )


_NOWHERE = Span(0, 0)


def _keys(document: Document, spot: Spot) -> Iterator[Proposal]:
    """Give the keys that may stand there and do not yet."""
    kind, path = document.kind, spot.path
    keys = document.book.outline(kind)
    there = {keyed.key for keyed in keys if keyed.path == path and keyed.span.start != spot.start}
    role = role_of_key(kind, path)
    for rank, key in enumerate(keys_at(kind, path)):
        if key.name not in there:
            detail = tr("requis") if key.required else ""
            yield Proposal(
                key.name, f"{key.name}: ", "key", _NOWHERE, detail, key.description, rank
            )
    if role is Role.NAME:
        known = _columns(document, path)
        yield from (_keyed(item) for item in _named(known) if item.label not in there)
    elif role is Role.RULEBOOK:
        for name in document.book.neighbours:
            yield Proposal(name, f"{name}: ", "word", _NOWHERE, tr("barème"))
    elif role is Role.CHOICE and kind == "parameters":
        by = next((k.value for k in keys if k.path == path[:1] and k.key == "by"), "")
        choices = _choices(names_of(document.book).get(by))
        yield from (_keyed(item) for item in choices if item.label not in there)


def _keyed(proposal: Proposal) -> Proposal:
    return replace(proposal, text=f"{proposal.text}: ")


def _columns(document: Document, path: Path) -> list[Named]:
    """Return the names that may stand as keys: what is given, expected, or told apart."""
    known = names_of(document.book).values()
    if path[-1] == "given":
        return [named for named in known if named.sort != "figure"]
    if path[-1] == "expect":
        outputs = _outputs(document)
        return sorted(known, key=lambda named: (named.name not in outputs, named.sort != "rule"))
    return list(known)


def _outputs(document: Document) -> str:
    keys = document.book.outline("rulebook")
    return next((k.value for k in keys if not k.path and k.key == "outputs"), "")


def _values(document: Document, spot: Spot, after: str) -> Iterator[Proposal]:
    """Give the values that may stand there."""
    path, kind = spot.path, document.kind
    role = role_of_value(kind, path)
    names = names_of(document.book)
    for value in values_at(kind, path):
        yield Proposal(value, value, "word", _NOWHERE)
    if role is Role.FORMULA:
        yield from _in_formula(names, spot, after)
    elif role is Role.NAME:
        yield from _named(_fitting(names.values(), path))
    elif role is Role.LENT:
        lender = document.book._replace(name=str(path[-2]))
        yield from _named(figures_of(lender).values())
    elif role in {Role.VALUE, Role.CELL}:
        yield from _of(names.get(name_of_value(path)))
    elif role is Role.UNIT:
        for rank, unit in enumerate(dict.fromkeys(reversed(_MEASURES))):
            yield Proposal(unit, f'"{unit}"' if unit == "%" else unit, "unit", _NOWHERE, rank=rank)


def _fitting(names: Iterable[Named], path: Path) -> list[Named]:
    """Return the names that may stand as values: dates, those with choices, answers."""
    if path[-1] == "reference_date":
        return [named for named in names if named.attributes.get("type") == "date"]
    if path[-1] in {"by", "choices"}:
        return [named for named in names if named.choices and named.sort != "figure"]
    return sorted(names, key=lambda named: named.sort != "rule")


def _in_formula(names: dict[str, Named], spot: Spot, after: str) -> Iterator[Proposal]:
    """Give what may go on a formula: within quotes, the choices of what they are compared with."""
    opened = quote_left_open(spot.written)
    if opened is not None:
        compared = _COMPARED.search(spot.written[: opened + 1]) or _LISTED.match(after)
        named = names.get(compared[1]) if compared else None
        if named is not None and named.sort == "figure":
            named = names.get(named.attributes.get("by", ""))
        yield from _choices(named)
        return
    if spot.path[-1] in {"formula", "then", "otherwise"}:  # a choice may stand bare as a result
        yield from _choices(names.get(str(spot.path[1])))
    yield from _named(names.values())
    for function in FUNCTIONS.values():
        text, detail = f"{function.name}(", tr(function.usage)
        told = meaning(function.name)
        yield Proposal(function.name, text, "function", _NOWHERE, detail, told, 500)
    for word, told in _WORDS.items():
        yield Proposal(word, word, "word", _NOWHERE, meaning=tr(told), rank=600)


def _named(names: Iterable[Named]) -> Iterator[Proposal]:
    for rank, named in enumerate(names):
        detail = ", ".join(part for part in (named.label, named.sort_of_value) if part)
        yield Proposal(named.name, named.name, named.sort, _NOWHERE, detail, rank=rank)


def _of(named: Named | None) -> Iterator[Proposal]:
    """Give the values that a name may have, where they can be told."""
    if named is not None and named.attributes.get("type") == "boolean":
        for word in ("true", "false"):
            yield Proposal(word, word, "word", _NOWHERE, meaning=tr(_WORDS[word]))
    yield from _choices(named)


def _choices(named: Named | None) -> Iterator[Proposal]:
    for rank, (name, label) in enumerate(named.choices.items() if named else ()):
        yield Proposal(name, name, "choice", _NOWHERE, label, rank=rank)
