"""The explanation as Markdown, for a page or a review."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bareme.translation import tr
from bareme.words import labelled

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
    yield tr("Droit applicable le {date}.", date=account.date)
    yield from _table(tr("Réponse"), account.answers)
    if account.reasons or account.warnings:
        yield ""
    yield from (f"- {_plain(reason)}" for reason in account.reasons)
    yield from (
        "- " + tr("**Attention** : {text}", text=_plain(warning)) for warning in account.warnings
    )
    yield from _table(tr("Données"), account.given)
    yield from _table(tr("Retenu, faute d'autre réponse"), account.assumed)
    if account.steps:
        yield ""
        yield f"## {tr('Calcul')}"
    told = (step for step in account.steps if not step.adds_nothing)
    for index, step in enumerate(told, start=1):
        yield from _step(index, step)
    yield from _table(tr("Non calculé, faute de connaître"), account.pending)
    yield ""
    yield tr(
        "Barème édition {edition}, version en vigueur depuis le {version}, "
        "empreinte `{fingerprint}`.",
        edition=account.edition,
        version=account.version,
        fingerprint=account.fingerprint[:12],
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
    yield from ("", f"### {index}. {labelled(_plain(step.label), _plain(step.result))}", "")
    yield from (f"- {_plain(fact)}" for fact in step.facts)
    yield from (f"- → {_plain(reason)}" for reason in step.because)
    if step.calculation:
        formula = step.formula.replace("`", "'")
        yield f"- `{formula}` = {_plain(step.calculation)}"
    yield from (f"- → {_plain(finish)}" for finish in step.finishes)
    yield from (
        "- " + tr("Texte : {text}", text=_plain(reference)) for reference in step.references
    )
    yield from ("- " + tr("Note : {text}", text=_plain(note)) for note in step.notes)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
