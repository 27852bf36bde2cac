"""The explanation as plain text, for a terminal or a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.translation import tr
from bareme.words import labelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bareme.explanation.account import Account, Line, ToldStep


def write(account: Account) -> str:
    """Return an account as text, without a final line end."""
    return "\n".join(_lines(account))


def _lines(account: Account) -> Iterator[str]:
    yield account.title
    yield tr("Droit applicable le {date}", date=account.date)
    yield from _section(tr("Réponse"), account.answers)
    for reason in account.reasons:
        yield f"  → {reason}"
    for warning in account.warnings:
        yield f"  ! {warning}"
    yield from _section(tr("Données"), account.given)
    yield from _section(tr("Retenu, faute d'autre réponse"), account.assumed)
    if account.steps:
        yield ""
        yield tr("Calcul")
    told = (step for step in account.steps if not step.adds_nothing)
    for index, step in enumerate(told, start=1):
        yield from _step(index, step)
    yield from _section(tr("Non calculé, faute de connaître"), account.pending)
    yield ""
    yield tr(
        "Barème édition {edition}, version en vigueur depuis le {version}, empreinte {fingerprint}",
        edition=account.edition,
        version=account.version,
        fingerprint=account.fingerprint[:12],
    )


def _section(title: str, lines: Iterable[Line]) -> Iterator[str]:
    lines = tuple(lines)
    if lines:
        yield ""
        yield title
        for line in lines:
            if len(line.items) > 1:
                yield f"  {tr('{label} :', label=line.label)}"
                yield from (f"    - {item}" for item in line.items)
            else:
                yield f"  {labelled(line.label, line.value)}"


def _step(index: int, step: ToldStep) -> Iterator[str]:
    yield ""
    if len(step.items) > 1:
        yield f"{index:>3}. {tr('{label} :', label=step.label)}"
        yield from (f"       - {item}" for item in step.items)
    else:
        yield f"{index:>3}. {labelled(step.label, step.result)}"
    yield from (f"       • {fact}" for fact in step.facts)
    yield from (f"       → {reason}" for reason in step.because)
    if step.calculation:
        yield f"       {step.formula}"
        yield f"       = {step.calculation}"
    yield from (f"       → {finish}" for finish in step.finishes)
    yield from ("       " + tr("Texte : {text}", text=reference) for reference in step.references)
    yield from ("       " + tr("Note : {text}", text=note) for note in step.notes)
