"""How many there are of what is told: 1 changement, 2 changements."""

from __future__ import annotations

from bareme.diagnostics import Severity
from bareme.translation import trn
from bareme.words import number


def changes(count: int) -> str:
    """Return so many changes."""
    return trn("{count} changement", "{count} changements", count, count=number(count))


def rulebooks(count: int) -> str:
    """Return so many rulebooks."""
    return trn("{count} barème", "{count} barèmes", count, count=number(count))


def effects(count: int) -> str:
    """Return so many effects."""
    return trn("{count} effet", "{count} effets", count, count=number(count))


def rows(count: int) -> str:
    """Return so many rows of a table."""
    return trn("{count} ligne de tableau", "{count} lignes de tableau", count, count=number(count))


def more(count: int) -> str:
    """Return so many others, after some that have been told."""
    return trn("et {count} autre", "et {count} autres", count, count=number(count))


def accepted(count: int) -> str:
    """Return so many findings that somebody has accepted."""
    told = number(count)
    return trn("{count} constat accepté", "{count} constats acceptés", count, count=told)


def of_level(count: int, level: Severity) -> str:
    """Return so many changes of a level."""
    told = number(count)
    if level is Severity.ERROR:
        return trn("{count} erreur", "{count} erreurs", count, count=told)
    if level is Severity.WARNING:  # invariable in French
        return trn("{count} attention", "{count} attention", count, count=told)
    return trn("{count} note", "{count} notes", count, count=told)
