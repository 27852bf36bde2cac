"""The explanation as Markdown, for a page or a review."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bareme.explanation.account import Account, Line, ToldStep

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def write(account: Account) -> str:
    """Return an account as Markdown, without a final line end."""
    return "\n".join(_lines(account))


def _lines(account: Account) -> Iterator[str]:
    yield f"# {_plain(account.title)}"
    yield ""
    yield f"Droit applicable le {account.date}."
    yield from _table("Réponse", account.answers)
    if account.reasons or account.warnings:
        yield ""
    yield from (f"- {_plain(reason)}" for reason in account.reasons)
    yield from (f"- **Attention** : {_plain(warning)}" for warning in account.warnings)
    yield from _table("Données", account.given)
    yield from _table("Retenu, faute d'autre réponse", account.assumed)
    if account.steps:
        yield ""
        yield "## Calcul"
    told = (step for step in account.steps if not step.adds_nothing)
    for index, step in enumerate(told, start=1):
        yield from _step(index, step)
    yield from _table("Non calculé, faute de connaître", account.pending)
    yield ""
    yield (
        f"Barème édition {account.edition}, version en vigueur depuis le {account.version}, "
        f"empreinte `{account.fingerprint[:12]}`."
    )


def _table(title: str, lines: Iterable[Line]) -> Iterator[str]:
    lines = tuple(lines)
    if lines:
        yield from ("", f"## {title}", "", "| | |", "|---|---|")
        yield from (f"| {_plain(line.label)} | {_value(line)} |" for line in lines)


def _value(line: Line) -> str:
    several = len(line.items) > 1
    return "<br>".join(map(_plain, line.items)) if several else _plain(line.value)


def _step(index: int, step: ToldStep) -> Iterator[str]:
    yield from ("", f"### {index}. {_plain(step.label)} : {_plain(step.result)}", "")
    yield from (f"- {_plain(fact)}" for fact in step.facts)
    yield from (f"- → {_plain(reason)}" for reason in step.because)
    if step.calculation:
        formula = step.formula.replace("`", "'")
        yield f"- `{formula}` = {_plain(step.calculation)}"
    yield from (f"- → {_plain(finish)}" for finish in step.finishes)
    yield from (f"- Texte : {_plain(reference)}" for reference in step.references)
    yield from (f"- Note : {_plain(note)}" for note in step.notes)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
